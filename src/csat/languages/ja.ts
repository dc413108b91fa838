import type { Words } from './words.ts';

const because = (driver: string | null) => (driver === null ? '' : `。${driver}`);

export const japanese: Words = {
  counted: {
    ratings: { one: '評価{n}件', other: '評価{n}件' },
    conversations: { one: '会話{n}件', other: '会話{n}件' },
    downvotes: { one: '低評価{n}件', other: '低評価{n}件' },
    thumbs: { one: '親指{n}件', other: '親指{n}件' },
    acknowledged: { one: '対応開始{n}件', other: '対応開始{n}件' },
    stillOpen: { one: '未対応{n}件', other: '未対応{n}件' },
    neverOpened: { one: '未開封{n}件', other: '未開封{n}件' },
    recovered: {
      one: '低評価の親指があっても高評価で終わった会話{n}件',
      other: '低評価の親指があっても高評価で終わった会話{n}件',
    },
    spoiled: {
      one: '高評価の親指があっても低評価で終わった会話{n}件',
      other: '高評価の親指があっても低評価で終わった会話{n}件',
    },
  },
  headline: {
    up: ({ mean, before, ratings, driver }) =>
      `CSATは${before}から${mean}に上がり（${ratings}）、偶然では説明できない変化です${because(driver)}。`,
    down: ({ mean, before, ratings, driver }) =>
      `CSATは${before}から${mean}に下がり（${ratings}）、偶然では説明できない変化です${because(driver)}。`,
    noClearChange: ({ mean, before, ratings, ratingsBefore }) =>
      `CSATは前週の${before}（${ratingsBefore}）に対して${mean}（${ratings}）で、明らかな変化はなく、偶然の範囲です。`,
    tooFew: ({ mean, ratings, ratingsBefore }) =>
      `CSATは${mean}（${ratings}、前週は${ratingsBefore}）で、変化を判断するには件数が足りません。`,
    nothingBefore: ({ mean, ratings }) => `CSATは${mean}（${ratings}）で、前週は評価がなかったため比較できません。`,
    firstWeek: ({ mean, ratings }) => `最初の週のCSATは${mean}（${ratings}）で、比較は来週から始まります。`,
    noRatings: (conversations) => `今週は評価がありませんでしたが、接続は正常で、${conversations}が届いています。`,
    silent: (since) => `今週は会話も評価も届きませんでした。最後の会話は${since}に始まりました。`,
    neverAnything: () => 'まだ会話が届いていません。チャンネルは接続済みで、最初の会話を待っています。',
    late: (delay, sentence) => `${delay}遅れの配信：${sentence}`,
  },
  driver: {
    assistant: (name) => `主な要因は${name}`,
    downvotes: (share, before) => `低評価の割合は${before}から${share}へ`,
  },
  title: (week) => `今週のフィードバック · ${week}`,
  trial: '試し送信：手動で送信されたもので、定期配信ではありません。',
  call: {
    up: '明らかに上昇',
    down: '明らかに低下',
    'no clear change': '明らかな変化なし',
    'too few to call': '件数不足で判断不可',
  },
  csat: 'CSAT',
  ofFive: (mean) => `${mean}／5`,
  thumbsUp: '高評価の親指',
  thumbsDown: '低評価の親指',
  responseRate: '回答率',
  shareOfThumbs: (share) => `親指の${share}`,
  versus: (change, before) => `前週比 ${change}（前週 ${before}）`,
  isNew: '新規',
  noRatingsShort: '評価なし',
  noThumbs: '親指なし',
  noConversations: '会話なし',
  points: (points) => `${points}ポイント`,
  share: '割合',
  ratedOf: (rated, conversations) => `${conversations}のうち${rated}件が評価済み`,
  weekBefore: (value) => `前週 ${value}`,
  loop: {
    title: '対応状況',
    median: (duration) => `対応開始までの中央値 ${duration}`,
    openFromBefore: (count) => `以前の週から${count}`,
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
      `回答率が${before}から${now}に下がりました。評価の収集が止まっているかもしれません。今週のCSATは注意して読んでください。`,
    silent: (assistant, since, silence, longest) =>
      `${assistant}からは${since}以降何も届いていません（${silence}、これまでの最長は${longest}）。接続を確認してください。`,
    sandbox: (conversations, share) => `サンドボックスの${conversations}（全体の${share}）は含まれていません。`,
    skipped: (week) => `${week}のダイジェストは、停止が長引いたため配信されませんでした。`,
  },
  breakdown: {
    assistant: {
      caption: 'アシスタント別',
      head: 'アシスタント',
      more: (n) => `評価がより少ないアシスタントが他に${n}件`,
    },
    topic: { caption: 'トピック別', head: 'トピック', more: (n) => `評価がより少ないトピックが他に${n}件` },
    locale: { caption: '言語別', head: '言語', more: (n) => `評価がより少ない言語が他に${n}件` },
    ratings: '評価数',
    change: '変化',
  },
  chart: {
    title: '日別CSAT',
    thisWeek: '今週',
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
    effect: {
      helped: (now, before) => `効果あり：会話100件あたり${now}件（以前は${before}件）`,
      'no clear change': (now, before) =>
        `明確な変化なし：会話100件あたり${now}件（以前は${before}件）。効果は確認できません`,
      'got worse': (now, before) => `悪化：会話100件あたり${now}件（以前は${before}件）`,
      'too few to call': () => 'データが少なく判断できません',
    },
  },
  made: (zone) =>
    `CSATは1〜5の評価の平均で、親指だけの評価は5または1と数えます。変化は95％区間で判断します。サンドボックスは除きます。週は月曜から日曜まで（${zone}）。`,
  listDownvotes: '低評価の一覧',
};
