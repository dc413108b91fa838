import type { Words } from './words.ts';

const because = (driver: string | null) => (driver === null ? '' : `。${driver}`);

export const japanese: Words = {
  counted: {
    ratings: { one: '評価{n}件', other: '評価{n}件' },
    conversations: { one: '会話{n}件', other: '会話{n}件' },
    downvotes: { one: '低評価{n}件', other: '低評価{n}件' },
    rated: { one: '{n}件', other: '{n}件' },
    ofConversations: { one: '会話{n}件', other: '会話{n}件' },
    points: { one: '{n}ポイント', other: '{n}ポイント' },
    acknowledged: { one: '対応開始{n}件', other: '対応開始{n}件' },
    stillOpen: { one: '未対応{n}件', other: '未対応{n}件' },
    neverOpened: { one: '未閲覧{n}件', other: '未閲覧{n}件' },
    recovered: {
      one: '途中に👎があっても高評価で終わった会話{n}件',
      other: '途中に👎があっても高評価で終わった会話{n}件',
    },
    spoiled: {
      one: '途中に👍があっても低評価で終わった会話{n}件',
      other: '途中に👍があっても低評価で終わった会話{n}件',
    },
  },
  headline: {
    up: ({ mean, before, ratings, driver }) =>
      `CSATは${before}から${mean}に上がり（${ratings}）、偶然だけでは説明しにくい変化です${because(driver)}。`,
    down: ({ mean, before, ratings, driver }) =>
      `CSATは${before}から${mean}に下がり（${ratings}）、偶然だけでは説明しにくい変化です${because(driver)}。`,
    noClearChange: ({ mean, before, ratings, ratingsBefore }) =>
      `CSATは前週の${before}（${ratingsBefore}）に対して${mean}（${ratings}）で、明らかな変化はなく、偶然の可能性があります。`,
    tooFew: ({ mean, ratings, ratingsBefore }) =>
      `CSATは${mean}（${ratings}、前週は${ratingsBefore}）で、変化を判断するには件数が足りません。`,
    nothingBefore: ({ mean, ratings }) => `CSATは${mean}（${ratings}）で、前週は評価がなかったため比較できません。`,
    firstWeek: ({ mean, ratings }) => `最初の週のCSATは${mean}（${ratings}）で、比較は次回の配信から始まります。`,
    noRatings: (conversations) => `この週は評価がありませんでしたが、接続は正常で、${conversations}が届いています。`,
    silent: (since) => `この週は会話も評価も届きませんでした。最後の会話は${since}に始まりました。`,
    neverAnything: () => 'まだ会話が届いていません。チャンネルは接続済みで、最初の会話を待っています。',
    late: (delay, sentence) => `${delay}遅れの配信：${sentence}`,
  },
  driver: {
    assistant: (name) => `主な要因は${name}です`,
    downvotes: (share, before) => `低評価の割合は${before}から${share}へ変わりました`,
  },
  labelled: (label, said) => `${label}：${said}`,
  bracketed: (said, aside) => `${said}（${aside}）`,
  quoted: (text) => `「${text}」`,
  shortDay: (weekday, day) => `${day}日(${weekday})`,
  own: {
    days: (from, to, withYear) => {
      const date = ({ year, month, day }: typeof from, showsYear: boolean) =>
        `${showsYear ? `${year}年` : ''}${month}月${day}日`;
      const isOneYear = from.year === to.year;
      const end = isOneYear && from.month === to.month ? `${to.day}日` : date(to, withYear && !isOneYear);
      return `${date(from, withYear)}〜${end}`;
    },
    duration: (written) => written.replace(/\s/g, '').replace(/日$/, '日間'),
  },
  title: (week) => `週間フィードバック · ${week}`,
  trial: '試し送信：手動で送信されたもので、定期配信ではありません。',
  call: {
    up: '明らかに上昇',
    down: '明らかに低下',
    'no clear change': '明らかな変化なし',
    'too few to call': '件数不足で判断不可',
  },
  csat: 'CSAT',
  ofFive: (mean) => `${mean}／5`,
  thumbsUp: '👍（高評価）',
  thumbsDown: '👎（低評価）',
  responseRate: '回答率',
  shareOfThumbs: (share) => `👍👎の${share}`,
  versus: (change, before) => `前週比 ${change}（前週 ${before}）`,
  isNew: '新規',
  noRatingsShort: '評価なし',
  noThumbs: '👍👎なし',
  noConversations: '会話なし',
  share: '割合',
  ratedOf: (rated, conversations) => `${conversations}中${rated}が評価済み`,
  weekBefore: (value) => `前週 ${value}`,
  loop: {
    title: '対応状況',
    median: (duration) => `対応開始までの中央値：${duration}`,
    openFromBefore: (count) => `以前の週の${count}`,
    triaged: '分類済み',
    notTriaged: '未分類',
    alertsOff: 'このチャンネルではアラートがオフです',
  },
  outcome: {
    knowledge: 'ナレッジ',
    rule: 'ルール',
    handover: '引き継ぎ',
    'not ours': '対象外',
    "can't tell": '判断できない',
  },
  warning: {
    responseRate: (now, before) =>
      `回答率が${before}から${now}に下がりました。評価の収集が止まっているかもしれません。この週のCSATは注意して読んでください。`,
    silent: (assistant, since, silence, longest) =>
      `${assistant}からは${since}を最後に何も届いていません（${silence}、これまでの最長は${longest}）。接続を確認してください。`,
    sandbox: (conversations, share) => `サンドボックスの${conversations}（全体の${share}）はここでは数えていません。`,
    skipped: (weeks) => `${weeks}のダイジェストは、6日以内に配信できなかったため見送られました。`,
  },
  breakdown: {
    assistant: {
      caption: 'アシスタント別',
      head: 'アシスタント',
      more: {
        one: 'ほか{n}件のアシスタント',
        other: 'ほか{n}件のアシスタント',
      },
    },
    topic: {
      caption: 'トピック別',
      head: 'トピック',
      more: { one: 'ほか{n}件のトピック', other: 'ほか{n}件のトピック' },
    },
    locale: {
      caption: '言語別',
      head: '言語',
      more: { one: 'ほか{n}件の言語', other: 'ほか{n}件の言語' },
    },
    ratings: '評価数',
    change: '変化',
  },
  chart: {
    title: '日別CSAT',
    weekBefore: '前週',
    ratings: '評価数',
    noRatings: '評価なし',
  },
  gaps: {
    title: 'お客様が答えを得られなかった質問',
    share: (share) => `低評価の${share}`,
    open: '開く',
    erased: '（質問は削除されました）',
    closed: '3〜5週間前の対応の結果',
    closedOn: (day) => `${day}に完了`,
    moreClosed: (count) => `他${count}件：`,
    effect: {
      helped: (now, before) => `効果あり：会話100件あたり${now}件（以前は${before}件）`,
      'no clear change': (now, before) =>
        `明らかな変化なし：会話100件あたり${now}件（以前は${before}件）。効果は確認できません`,
      'got worse': (now, before) => `悪化：会話100件あたり${now}件（以前は${before}件）`,
      'too few to call': () => '件数不足で判断不可',
    },
  },
  made: (zone) =>
    `CSATは1〜5の評価の平均で、👍👎だけの評価は5または1と数えます。変化は95%信頼区間で判断します。サンドボックスは除きます。週は月曜から日曜まで（${zone}）。`,
  listDownvotes: '低評価の一覧',
};
