import { chooseFiles } from './fixtures/import-log';
import { textFile, trainingLog } from './fixtures/logs';
import { expect, test } from './fixtures/test';

test('a broken line costs that line, and the report says which', async ({ page }) => {
  const lines = trainingLog().split('\n');
  lines.splice(3, 0, '{"question": "cut off", "messages": [');
  await chooseFiles(page, [textFile('broken.jsonl', lines.join('\n'))]);
  const card = page.getByRole('article', { name: 'broken.jsonl' });
  await card.getByRole('button', { name: 'Start the import' }).click();
  const entry = page.getByRole('listitem').filter({ hasText: 'broken.jsonl' }).first();
  await expect(entry).toContainText('16 rollouts');
  await expect(entry).toContainText('1 record not used');
  const table = entry.getByRole('table');
  if (!(await table.isVisible()))
    await entry
      .getByText(/line.* not used|not used/i)
      .first()
      .click();
  await expect(table.getByRole('cell', { name: '4', exact: true })).toBeVisible();
});

test('a file that is no log is refused with the reason, before anything is sent', async ({ page, request }) => {
  const alpaca = [{ instruction: 'Say hello', input: '', output: 'Hello' }];
  await chooseFiles(page, [textFile('alpaca.json', JSON.stringify(alpaca)), textFile('empty.jsonl', '')]);
  const card = page.getByRole('article', { name: 'alpaca.json and 1 more' });
  await expect(card).toContainText('None of these files can be imported');
  await expect(card.getByRole('row').filter({ hasText: 'alpaca.json' })).toContainText('fine-tuning set');
  await expect(card.getByRole('row').filter({ hasText: 'empty.jsonl' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start the import' })).toHaveCount(0);
  const imports: { items: { filename: string }[] } = await (await request.get('/api/v1/imports')).json();
  expect(imports.items.map((item) => item.filename)).not.toContain('alpaca.json');
});
