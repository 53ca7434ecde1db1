/** What the guard looks at of a request. */
export interface GuardedRequest {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** Header `Sec-Fetch-Site`, which pages cannot forge. */
  readonly fetchSite: string | undefined;
  readonly method: string | undefined;
}

export interface Refusal {
  readonly code: 'host_not_allowed' | 'origin_not_allowed';
  readonly detail: string;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const OWN_FETCH_SITES: ReadonlySet<string> = new Set(['same-origin', 'none']);

/**
 * Whether a request may be served: it must be meant for this machine (a foreign name that resolves to 127.0.0.1 is how
 * a web page would reach us), and no other site's page may send it.
 *
 * @param port the port served on; names with another port are someone else's
 * @returns null when it may
 */
export function findRefusal(request: GuardedRequest, port: number): Refusal | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (request.host === undefined || !hosts.includes(request.host.toLowerCase())) {
    return { code: 'host_not_allowed', detail: `The host must be one of ${hosts.join(', ')}.` };
  }
  if (request.origin !== undefined) {
    const allowed = hosts.some((host) => request.origin?.toLowerCase() === `http://${host}`);
    return allowed ? null : refuseOrigin(`Requests from ${request.origin} are not served.`);
  }
  const unsafe = !SAFE_METHODS.has(request.method ?? '');
  if (unsafe && request.fetchSite !== undefined && !OWN_FETCH_SITES.has(request.fetchSite)) {
    return refuseOrigin('Requests from pages of other sites are not served.');
  }
  return null;
}

function refuseOrigin(detail: string): Refusal {
  return { code: 'origin_not_allowed', detail };
}

/**
 * Headers of every response. Scripts run only with the nonce of this response, so no markup of a log can bring one.
 *
 * @param nonce base64, new for each request
 */
export function securityHeaders(nonce: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': [
      `default-src 'self'`,
      `script-src 'self' 'nonce-${nonce}'`,
      `style-src 'self' 'unsafe-inline'`,
      `img-src 'self' data: blob:`,
      `connect-src 'self'`,
      `object-src 'none'`,
      `base-uri 'none'`,
      `form-action 'self'`,
      `frame-ancestors 'none'`,
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
