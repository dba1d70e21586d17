import { describe, expect, it } from '@jest/globals';

import { CommandFailure } from '../../../src/commands/command-failure.js';
import { explainError } from '../../../src/commands/explain-error.js';
import { ConfigError } from '../../../src/config/config-error.js';

describe('explainError', () => {
  it('has a line for each bad setting', () => {
    const error = new ConfigError([
      { key: 'PORT', value: 'x', reason: 'it may be a number' },
      { key: 'HOST', value: null, reason: 'no' },
    ]);
    expect(explainError(error)).toEqual({
      lines: ['PORT is "x": it may be a number', 'HOST: no'],
      exitCode: 2,
    });
  });

  it('says what to do about a port in use', () => {
    const error = Object.assign(new Error('listen EADDRINUSE'), {
      code: 'EADDRINUSE',
      port: 8080,
      address: '127.0.0.1',
    });
    expect(explainError(error).lines).toEqual([
      'port 8080 on 127.0.0.1 is in use by another program; set PORT to another one, or to 0 for any free one',
    ]);
  });

  it('names the folder that cannot be written', () => {
    const error = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', path: '/data' });
    expect(explainError(error)).toEqual({ lines: ['/data cannot be written (EACCES)'], exitCode: 1 });
  });

  it('shows one line of anything else, never a stack trace', () => {
    expect(explainError(new Error('first\n    at somewhere')).lines).toEqual(['first']);
    expect(explainError(new CommandFailure('no', 3))).toEqual({ lines: ['no'], exitCode: 3 });
    expect(explainError('thrown as text').lines).toEqual(['thrown as text']);
  });
});
