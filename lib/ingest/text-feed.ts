import type { ImportEvent, SourceRecord } from '@/lib/import/importer';

const NO_LINES: readonly SourceRecord[] = [];

/**
 * Feeds a text importer, which reads a file as a whole, with the lines of one block after the other: whatever it hands on
 * before it asks for a line of the next block belongs to the block it was given.
 */
export class TextFeed {
  readonly #events: AsyncGenerator<ImportEvent>;
  #lines: Iterable<SourceRecord> = NO_LINES;
  #wanted: () => void = () => undefined;
  #given: (hasMore: boolean) => void = () => undefined;
  #reading: Promise<void> | null = null;

  constructor(read: (lines: AsyncIterable<SourceRecord>) => AsyncGenerator<ImportEvent>) {
    this.#events = read(this.#feed());
  }

  /** Hands on the lines of a block; answers when the importer wants more. */
  async push(lines: Iterable<SourceRecord>, onEvent: (event: ImportEvent) => void): Promise<void> {
    this.#lines = lines;
    const wanted = new Promise<void>((resolve) => {
      this.#wanted = resolve;
    });
    if (this.#reading === null) this.#reading = this.#consume(onEvent);
    else this.#given(true);
    await Promise.race([wanted, this.#reading]);
  }

  /** The file ends here. */
  async end(onEvent: (event: ImportEvent) => void): Promise<void> {
    this.#reading ??= this.#consume(onEvent);
    this.#given(false);
    await this.#reading;
  }

  async #consume(onEvent: (event: ImportEvent) => void): Promise<void> {
    for await (const event of this.#events) onEvent(event);
  }

  async *#feed(): AsyncGenerator<SourceRecord> {
    for (let hasMore = true; hasMore;) {
      const lines = this.#lines;
      for (const line of lines) yield line;
      this.#lines = NO_LINES;
      const given = new Promise<boolean>((resolve) => {
        this.#given = resolve;
      });
      this.#wanted();
      hasMore = await given;
    }
  }
}
