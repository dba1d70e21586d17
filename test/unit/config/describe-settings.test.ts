import { describe, expect, it } from '@jest/globals';

import { describeSettings } from '../../../src/config/describe-settings.js';
import { loadSettings } from '../../../src/config/load-settings.js';

function described(environment: Record<string, string>): Map<string, string> {
  const options = { cwd: '/somewhere', readFile: () => null, cores: 2, terminal: false };
  const { settings } = loadSettings(environment, options);
  return new Map(describeSettings(settings).map(({ key, value }) => [key, value]));
}

describe('describeSettings', () => {
  it('shows what is in force, defaults included', () => {
    const settings = described({ PORT: '0', CORS_ORIGINS: 'https://a.example, https://b.example' });
    expect(settings.get('PORT')).toBe('0');
    expect(settings.get('DATA_DIR')).toBe('/somewhere/data');
    expect(settings.get('CORS_ORIGINS')).toBe('https://a.example, https://b.example');
    expect(settings.get('LLM_BASE_URL')).toBe('(not set)');
  });

  it('masks keys, and passwords within URLs', () => {
    const settings = described({ OPENAI_API_KEY: 'sk-123', LLM_BASE_URL: 'http://me:secret@127.0.0.1/v1' });
    expect(settings.get('OPENAI_API_KEY')).toBe('(set, not shown)');
    expect(settings.get('LLM_BASE_URL')).toBe('http://me:***@127.0.0.1/v1');
    expect([...settings.values()].join()).not.toMatch(/sk-123|secret/);
  });
});
