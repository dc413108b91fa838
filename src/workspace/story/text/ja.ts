import type { Phrasebook } from '../phrasebook.ts';

export const japanese: Phrasebook = {
  greetings: ['こんにちは、Fernweh OutdoorのAlmaです。ご用件をお聞かせください。'],
  openers: ['こんにちは。', 'すみません、', 'お世話になります。'],
  products: ['ネーベルホルン レインジャケット', 'カール2 テント', 'イーザル メリノシャツ'],
  garments: ['ネーベルホルン レインジャケット', 'イーザル メリノシャツ'],
  sizes: ['S', 'M', 'L'],
  cities: ['札幌', '松本', '福岡'],
  thanks: ['ありがとうございます。', 'わかりました。助かりました。'],
  goodbyes: ['どういたしまして。よい山旅を！'],
  shrugs: ['申し訳ございません。その件についての情報がありません。別の言い方で質問していただけますか。'],
  annoyed: ['質問の答えになっていません。', '担当者と話したいです。'],
  apologies: ['申し訳ございません。現在これ以上のご案内ができません。'],
  agents: ['カスタマーサービスのJudithです。内容を拝見しました。すぐに対応いたします。'],
  relieved: ['ありがとうございます。やっと解決しました。'],
  reasons: ['質問を理解してもらえませんでした。', '同じ答えの繰り返しでした。'],
  summaries: {
    helped: '「{title}」についての質問。チャットで回答済み。',
    unhelped: '「{title}」についての質問。有用な回答なし。',
    handedOver: '「{title}」についての質問。担当者が対応。',
  },
  subjects: {
    returns: {
      titles: ['{product}の返品'],
      exchanges: [
        {
          questions: ['返品は何日以内ですか？', '返金はいつですか？'],
          answer: 'お届けから30日以内でしたら返品できます。返金は到着後5日ほどです。',
        },
        {
          questions: ['{product}の返品は無料ですか？'],
          answer: 'はい、無料です。お届けから30日以内にお申し込みください。',
        },
      ],
      followUps: [['元の箱がなくても大丈夫ですか？', 'はい、丈夫な箱であれば問題ありません。']],
      incident: {
        questions: [
          '返品ページのリンクを教えてください。',
          '返品ラベルはどこで印刷できますか？',
          '{product}を返品したいのですが、ページが開きません。',
        ],
        answers: ['返品はこちらからお申し込みください：https://www.fernweh.example/returns'],
        replies: ['そのページは存在しないと表示されます。', 'リンクが切れています。'],
        reasons: ['返品のリンクが切れている。', '返品ページが開かない。'],
      },
    },
    shipping: {
      titles: ['{product}の配送', '配送について'],
      exchanges: [
        {
          questions: ['{city}までの送料はいくらですか？', '日本にも配送できますか？'],
          answer: 'はい、日本にも配送しております。送料は購入手続きの画面に表示されます。',
        },
      ],
      followUps: [['追跡番号はもらえますか？', 'はい、発送時にメールでお知らせします。']],
      incident: {
        questions: [
          '注文{order}はいつ届きますか？',
          '配送には何日かかりますか？',
          '追跡番号で検索しても何も出ません。',
        ],
        answers: ['Kranichの通常配送で6〜8営業日です。まもなくお届けいたします。'],
        replies: ['もう二週間になります。', 'メールにはZugvogelと書いてあります。'],
        reasons: ['配送日数が間違っている。', '荷物の場所がわからない。'],
      },
    },
    sizes: {
      titles: ['{garment}のサイズ'],
      exchanges: [
        {
          questions: ['{garment}は小さめですか？', '普段{size}ですが、同じサイズで大丈夫ですか？'],
          answer: 'ヨーロッパのサイズですので、普段より一つ小さいサイズをおすすめします。',
        },
      ],
      followUps: [['サイズ表はありますか？', '商品写真の下にございます。']],
      incident: null,
    },
    orders: {
      titles: ['注文{order}'],
      exchanges: [
        {
          questions: ['注文{order}をキャンセルできますか？'],
          answer: 'まだ発送準備前ですので、アカウントの「注文」から変更できます。',
        },
        {
          questions: ['注文{order}の確認メールが届きません。'],
          answer: '確認メールを再送いたしました。迷惑メールフォルダもご確認ください。',
        },
      ],
      followUps: [['代金はどうなりますか？', '発送時に請求されます。']],
      incident: null,
    },
  },
};
