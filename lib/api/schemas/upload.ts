import { z } from 'zod';

import { countSchema, dateTimeSchema } from './common';

/** What a client tells of an upload when it creates it (tus header `Upload-Metadata`). */
export const uploadMetadataSchema = z.object({
  filename: z
    .string()
    .min(1)
    .max(500)
    .meta({ description: 'Name of the file; a relative path is kept, folders separated by `/`.' }),
  fingerprint: z
    .string()
    .max(200)
    .nullable()
    .default(null)
    .meta({ description: 'What the client knows the files by when it wants to go on with the upload.' }),
  packed: z
    .literal('true')
    .nullable()
    .default(null)
    .transform((value) => value !== null)
    .meta({ description: '`true` where the bytes are a tar that the client made of several files.' }),
});
export type UploadMetadata = z.output<typeof uploadMetadataSchema>;

export const uploadSchema = z
  .strictObject({
    id: z.uuid(),
    filename: z.string(),
    fingerprint: z.string().nullable(),
    packed: z.boolean(),
    bytes: countSchema.meta({ description: 'Size of the whole.' }),
    offset: countSchema.meta({ description: 'Bytes that are here.' }),
    createdAt: dateTimeSchema,
  })
  .meta({ id: 'Upload' });
export type UploadItem = z.infer<typeof uploadSchema>;

/** `GET /uploads`: uploads that no import has taken, newest first. */
export const uploadListSchema = z.strictObject({ items: z.array(uploadSchema) });
