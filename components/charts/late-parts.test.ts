import { describe, expect, it, vi } from 'vitest';
import { lateParts } from './late-parts';

describe('lateParts', () => {
  it('loads nothing before the first listener, and once for all of them', async () => {
    const load = vi.fn<() => Promise<object>>().mockResolvedValue({ Line: 'line' });
    const parts = lateParts(load);
    expect(parts.read()).toBe('loading');
    expect(load).not.toHaveBeenCalled();

    const told = [vi.fn<() => void>(), vi.fn<() => void>()];
    for (const listener of told) parts.subscribe(listener);
    await vi.waitFor(() => expect(parts.read()).toEqual({ Line: 'line' }));
    expect(load).toHaveBeenCalledTimes(1);
    for (const listener of told) expect(listener).toHaveBeenCalledTimes(1);
  });

  it('has the parts for a chart that was drawn before they arrived and listens after', async () => {
    const parts = lateParts(async () => ({ Line: 'line' }));
    parts.subscribe(() => undefined);
    const drawnWith = parts.read();
    await vi.waitFor(() => expect(parts.read()).not.toBe(drawnWith));
    parts.subscribe(() => undefined);
    expect(parts.read()).toEqual({ Line: 'line' });
  });

  it('tells nobody who no longer listens', async () => {
    const parts = lateParts(async () => ({}));
    const [gone, stays] = [vi.fn<() => void>(), vi.fn<() => void>()];
    parts.subscribe(gone)();
    parts.subscribe(stays);
    await vi.waitFor(() => expect(stays).toHaveBeenCalled());
    expect(gone).not.toHaveBeenCalled();
  });

  it('says that loading failed, and asks again for the next chart', async () => {
    const load = vi.fn<() => Promise<{ readonly Line: string }>>();
    load.mockRejectedValueOnce(new Error('gone')).mockResolvedValueOnce({ Line: 'line' });
    const parts = lateParts(load);
    parts.subscribe(() => undefined);
    await vi.waitFor(() => expect(parts.read()).toBe('failed'));
    parts.subscribe(() => undefined);
    await vi.waitFor(() => expect(parts.read()).toEqual({ Line: 'line' }));
  });
});
