import { describe, expect, it } from '@jest/globals';

import { originCheck } from '../../../src/server/origin-check.js';

const isAllowed = originCheck(['https://studio.apollographql.com']);

function from(origin: string | undefined): boolean {
  return isAllowed({ headers: { host: '127.0.0.1:8080', origin } });
}

describe('originCheck', () => {
  it('allows clients that are no browsers', () => {
    expect(from(undefined)).toBe(true);
  });

  it('allows the server itself, whatever the scheme in front of it', () => {
    expect(from('http://127.0.0.1:8080')).toBe(true);
    expect(from('https://127.0.0.1:8080')).toBe(true);
  });

  it('allows what is configured, exactly', () => {
    expect(from('https://studio.apollographql.com')).toBe(true);
    expect(from('http://studio.apollographql.com')).toBe(false);
    expect(from('https://studio.apollographql.com.evil.example')).toBe(false);
  });

  it('refuses every other origin, another port and an opaque one', () => {
    expect(from('http://evil.example')).toBe(false);
    expect(from('http://127.0.0.1:8081')).toBe(false);
    expect(from('null')).toBe(false);
  });
});
