// Marks that scripts without blanks share with others: they belong to a word, and part none from its neighbour by a blank.

import { expect, it } from 'vitest'
import { joinWords, tokens } from './tokens'

it.each([
  ['他说：“你好。”他走了。', ['他', '说：', '“你好。”', '他', '走了。']],
  ['“你好”，他说“再见”。', ['“你好”，', '他', '说', '“再见”。']],
  ['……我不知道——也许吧。”然后', ['……我', '不知道——', '也许', '吧。”', '然后']],
  ['彼は「はい。」と言った', ['彼', 'は', '「はい。」', 'と', '言っ', 'た']],
  ['She said “hi” and left', ['She', 'said', '“hi”', 'and', 'left']],
])('%s', (text, words) => {
  expect(tokens(text)).toEqual(words)
  expect(joinWords(words)).toBe(text)
})
