import { expect, test } from 'vitest';

import { runNames } from './run-names';

test('runs of one name are told apart by their number, two sides of one run are not', () => {
  const runs = [
    { id: 3, name: 'policy' },
    { id: 4, name: 'policy' },
    { id: 4, name: 'policy' },
    { id: 5, name: 'base' },
  ];
  expect(runNames(runs)).toEqual(['policy (run 3)', 'policy (run 4)', 'policy (run 4)', 'base']);
});
