/** The part of a price list's provider that tells where it is reached. */
export interface Reachable {
  readonly api_pattern: string;
}

/** The address as price lists are asked for it; `undefined` where nobody known is paid: plain http, ports, no address. */
export function payeeAddress(baseUrl: string): URL | undefined {
  const url = URL.canParse(baseUrl.trim()) ? new URL(baseUrl.trim()) : undefined;
  return url?.protocol === 'https:' && url.port === '' ? url : undefined;
}

/**
 * Whether an address is surely this provider's. The list's patterns are prefixes and some have wildcards, so that by them alone
 * `api.openai.com.example.net` and `example.net/a.googleapis.com` would be charged at a price that they do not ask.
 */
export function isPaidAt({ api_pattern }: Reachable, { origin, pathname }: URL): boolean {
  const host = api_pattern.endsWith('\\.') ? `${api_pattern}[a-z]+` : api_pattern;
  const pattern = new RegExp(`^(?:${host})(?:(?<=/)|(?=/|$))`);
  const matchesByItsPath = pattern.test(`https://x${pathname}`);
  return pattern.test(origin + pathname) && !matchesByItsPath;
}
