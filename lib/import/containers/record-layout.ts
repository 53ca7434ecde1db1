/**
 * How the records of a JSON file stand in it.
 * `lines`: one a line (not for `splitJson`: the line splitter reads those). `list`: the elements of one list.
 * `entries`: the values of one object keyed by id. `member`: the elements of the list (or the entries of the object) under
 * `name` of one object. `whole`: the file is one record.
 */
export type RecordLayout =
  | { readonly kind: 'lines' }
  | { readonly kind: 'list' }
  | { readonly kind: 'entries' }
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'whole' }
  | { readonly kind: 'columns' };

/** Layouts whose records stand in the bytes one after the other. */
export type SequentialLayout = Exclude<RecordLayout, { readonly kind: 'columns' }>;
