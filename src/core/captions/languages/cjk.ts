// Japanese and Chinese: particles and endings stay with the word before them, prefixes with the one after. A word here is what the recogniser
// or the dictionary took for one; marks and small kana are never by themselves (core/transcript/tokens.ts).

import { type Phrasing, table } from './phrasing'

const nothing = { describes: null, determiners: new Set<string>(), abbreviations: new Set<string>() } as const

export const japanese: Phrasing = {
  ...nothing,
  clingsToNext: table(
    [120, 'お ご この その あの どの'],
    [110, '第 約 各 全 新 旧 元 前 大 小'],
    [90, 'とても すごく もっと 一番 最も かなり'],
  ),
  opensPhrase: table(
    [30, 'しかし でも だから そして それで ところが ただ また'],
    [44, 'もし たとえば 例えば なぜなら'],
  ),
  clingsToPrevious: table(
    [140, 'は が を に で と も の へ や か ね よ な ぞ わ さ ば'],
    [135, 'から まで より など だけ しか ほど くらい ぐらい ばかり こそ でも には では とは にも への での との'],
    [
      135,
      'です ます でした ました ません だ だった である たい ない なかった れる られる せる させる た て たり ながら つつ',
    ],
    // What makes a noun of the clause before it.
    [110, 'こと もの ところ とき ため よう わけ はず つもり まま'],
    [120, 'さん 様 君 ちゃん 氏 的 者 人 年 月 日 時 分 秒 円 回 個 目 中'],
  ),
  // A few hiragana after a word are its ending.
  leans: { form: /^[ぁ-ゖー]{1,3}$/u, cost: 110 },
}

export const chinese: Phrasing = {
  ...nothing,
  clingsToNext: table(
    [130, '的 把 被 对 在 从 向 跟 和 与 给 为 比 以 于'],
    [110, '很 太 非常 更 最 不 没 没有 都 也 就 还 再 又'],
    [100, '这 那 每 某 一个 这个 那个'],
  ),
  opensPhrase: table([30, '但是 因为 所以 如果 可是 不过 虽然 然后 而且 或者'], [44, '为了 关于 根据']),
  clingsToPrevious: table(
    [140, '的 了 吗 呢 吧 啊 呀 嘛 着 过 地 得'],
    [130, '们 里 上 下 中 后 前 内 外 边'],
    [110, '个 年 月 日 号 点 分 元 次 位'],
  ),
}
