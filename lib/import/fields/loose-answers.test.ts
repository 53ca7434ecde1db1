import { expect, it } from 'vitest';
import { readLooseAnswers } from './loose-answers';
import type { JsonValue } from '@/lib/core/rollout/rollout';

it.each<[JsonValue, string[]]>([
  ['Lima', ['Lima']],
  [42, ['42']],
  [
    ['Lima', 'Lima', 'Callao'],
    ['Lima', 'Callao'],
  ],
  [{ target: ['Lima'] }, ['Lima']],
  [{ target: "['Lima' 'Lima, Peru']" }, ['Lima', 'Lima, Peru']],
  ["['Lima', \"O'Higgins\"]", ['Lima', "O'Higgins"]],
  ["array(['Lima'], dtype=object)", ['Lima']],
  ['{"target": ["Lima", "Callao"]}', ['Lima', 'Callao']],
  ['["Lima"]', ['Lima']],
  ['{"ground_truth": "{\\"target\\": \\"Lima\\"}"}', ['Lima']],
  ['Lima<|answer_split|> Callao', ['Lima', 'Callao']],
  ['[0, 1)', ['[0, 1)']],
  ['[1, 2]', ['[1, 2]']],
  ['(B)', ['(B)']],
  ['{"inputs": [1], "outputs": [2]}', ['{"inputs": [1], "outputs": [2]}']],
  ['{broken', ['{broken']],
  [{ inputs: [1] }, []],
  ['', []],
  [null, []],
])('reads %j', (value, answers) => {
  expect(readLooseAnswers(value)).toEqual(answers);
});
