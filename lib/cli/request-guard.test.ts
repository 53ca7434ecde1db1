import { describe, expect, test } from 'vitest';
import { findRefusal, securityHeaders } from './request-guard';

const plain = { host: '127.0.0.1:3000', origin: undefined, fetchSite: undefined, method: 'GET' };

describe('findRefusal', () => {
  test.each(['127.0.0.1:3000', 'localhost:3000', 'LOCALHOST:3000', '[::1]:3000'])('serves host %s', (host) => {
    expect(findRefusal({ ...plain, host }, 3000)).toBeNull();
  });

  test.each([undefined, '', 'evil.example', 'evil.example:3000', '127.0.0.1', '127.0.0.1:3001', '127.0.0.1:3000.evil'])(
    'refuses host %s',
    (host) => {
      expect(findRefusal({ ...plain, host }, 3000)?.code).toBe('host_not_allowed');
    },
  );

  test.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000'])('takes origin %s', (origin) => {
    expect(findRefusal({ ...plain, origin, method: 'POST' }, 3000)).toBeNull();
  });

  test.each(['http://evil.example', 'http://localhost:3001', 'https://localhost:3000', 'null'])(
    'refuses origin %s for reading and writing',
    (origin) => {
      expect(findRefusal({ ...plain, origin, method: 'POST' }, 3000)?.code).toBe('origin_not_allowed');
      expect(findRefusal({ ...plain, origin, method: 'GET' }, 3000)?.code).toBe('origin_not_allowed');
    },
  );

  test('without an origin, a page of another site may link here but not write', () => {
    expect(findRefusal({ ...plain, fetchSite: 'cross-site' }, 3000)).toBeNull();
    for (const fetchSite of ['cross-site', 'same-site']) {
      expect(findRefusal({ ...plain, fetchSite, method: 'DELETE' }, 3000)?.code).toBe('origin_not_allowed');
    }
    for (const fetchSite of ['same-origin', 'none', undefined]) {
      expect(findRefusal({ ...plain, fetchSite, method: 'POST' }, 3000)).toBeNull();
    }
  });
});

describe('securityHeaders', () => {
  test('let no inline script run without the nonce', () => {
    const policy = securityHeaders('abc')['Content-Security-Policy'] ?? '';
    const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src'));
    expect(scripts).toBe(`script-src 'self' 'nonce-abc'`);
  });
});
