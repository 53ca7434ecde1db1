import { describe, expect, it } from 'vitest';
import { changeFiles, chosenFile, companionsOf, type ChosenFile } from './chosen-files';

function fileAt(path: string, kind: 'rollouts' | 'companion'): ChosenFile {
  const nothing = { rollouts: [], questions: [], issues: [], grouping: null, correctness: {}, withEntities: 0 };
  const unknown = { format: null, label: null, why: '', refusal: null, runName: null };
  const preview = { path, kind, complete: true, rolloutsRead: 0, ...nothing, ...unknown };
  return { ...chosenFile({ path, file: new File(['x'], path, { lastModified: 1 }) }), preview };
}

describe('changeFiles', () => {
  it('takes a file that is chosen twice once', () => {
    const file = fileAt('a.jsonl', 'rollouts');
    expect(changeFiles([file], { do: 'add', files: [fileAt('a.jsonl', 'rollouts')] })).toHaveLength(1);
  });

  it('changes and removes by key only', () => {
    const [a, b] = [fileAt('a.jsonl', 'rollouts'), fileAt('b.jsonl', 'rollouts')];
    const changed = changeFiles([a, b], { do: 'change', key: b.key, change: { runName: 'B' } });
    expect(changed.map((file) => file.runName)).toEqual(['', 'B']);
    expect(changeFiles(changed, { do: 'remove', keys: [a.key] }).map((file) => file.path)).toEqual(['b.jsonl']);
  });
});

describe('companionsOf', () => {
  it('pairs metadata with the log of the same folder', () => {
    const files = [
      fileAt('gpt/results.jsonl', 'rollouts'),
      fileAt('gpt/metadata.json', 'companion'),
      fileAt('qwen/metadata.json', 'companion'),
      fileAt('metadata.json', 'companion'),
    ];
    const [log] = files;
    expect(log === undefined ? [] : companionsOf(log, files).map((file) => file.path)).toEqual(['gpt/metadata.json']);
  });
});
