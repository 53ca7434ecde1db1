import { describe, expect, it } from 'vitest';

import { openApiDocument } from './openapi';
import { OPERATIONS } from './operations';

/** Every `$ref` in a document. */
function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
}

describe('openApiDocument', () => {
  const document = openApiDocument('1.2.3');
  const text = JSON.stringify(document);

  it('describes every operation once', () => {
    const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(Object.keys(OPERATIONS).length);
    expect(new Set(ids)).toEqual(new Set(Object.keys(OPERATIONS)));
  });

  it('has every schema it refers to', () => {
    const references = new Set(referencesIn(document));
    expect(references.size).toBeGreaterThan(10);
    for (const reference of references) {
      const name = reference.replace('#/components/schemas/', '');
      expect(document).toHaveProperty(['components', 'schemas', name]);
    }
  });

  it('says which query parameters are optional and of which type', () => {
    expect(document).toHaveProperty(
      'paths./runs/{id}/summary.get.parameters',
      expect.arrayContaining([
        { name: 'id', in: 'path', required: true, schema: expect.objectContaining({ type: 'integer', minimum: 1 }) },
        expect.objectContaining({
          name: 'alpha',
          in: 'query',
          required: false,
          schema: expect.objectContaining({ type: 'number', minimum: 0, maximum: 1, default: 0.3 }),
        }),
      ]),
    );
    expect(document).toHaveProperty(
      'paths./imports.post.parameters',
      expect.arrayContaining([expect.objectContaining({ name: 'filename', required: true })]),
    );
  });

  it('says what a body may leave out', () => {
    const body = 'paths./runs/{id}/views.post.requestBody.content.application/json.schema.required'.split('.');
    expect(document).toHaveProperty(body, ['list', 'name']);
  });
});
