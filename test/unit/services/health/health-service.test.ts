import { describe, expect, it } from '@jest/globals';

import { UnavailableError } from '../../../../src/domain/errors.js';
import { HealthService, type HealthComponent } from '../../../../src/services/health/health-service.js';
import { ManualClock } from '../../../support/manual-clock.js';

function component(name: string, change: Partial<HealthComponent> = {}): HealthComponent {
  return { name, detail: `${name} 1.0`, critical: false, check: () => Promise.resolve(), ...change };
}

function service(...components: readonly HealthComponent[]) {
  const clock = new ManualClock();
  return { clock, health: new HealthService({ version: '1.2.3', components, clock }) };
}

const down = () => Promise.reject(new UnavailableError('index', 'no disk'));

describe('HealthService', () => {
  it('is healthy where every component is', async () => {
    const { health } = service(component('index'), component('catalog', { critical: true }));
    expect(await health.check()).toEqual({
      status: 'HEALTHY',
      version: '1.2.3',
      components: [
        { name: 'index', status: 'HEALTHY', detail: 'index 1.0', latencyMs: 0 },
        { name: 'catalog', status: 'HEALTHY', detail: 'catalog 1.0', latencyMs: 0 },
      ],
    });
  });

  it('is degraded where one fails that can be done without, and says what is wrong', async () => {
    const { health } = service(component('index', { check: down }), component('catalog', { critical: true }));
    expect(await health.check()).toMatchObject({
      status: 'DEGRADED',
      components: [{ status: 'DEGRADED', detail: 'index is unavailable: no disk' }, { status: 'HEALTHY' }],
    });
  });

  it('is unhealthy where a critical one fails', async () => {
    const { health } = service(
      component('index', { check: down }),
      component('catalog', { check: down, critical: true }),
    );
    expect((await health.check()).status).toBe('UNHEALTHY');
  });

  it('does not tell strangers what an unexpected error says', async () => {
    const { health } = service(component('index', { check: () => Promise.reject(new Error('/home/me')) }));
    expect((await health.check()).components).toMatchObject([{ detail: 'the check failed' }]);
  });

  it('does not wait long for one that hangs, and stops its check', async () => {
    let given: AbortSignal | undefined;
    const check = (signal: AbortSignal) => {
      given = signal;
      return new Promise<void>(() => {});
    };
    const { health, clock } = service(component('index', { check }));
    const checking = health.check();
    await clock.advance(2000);
    expect((await checking).components).toMatchObject([
      { status: 'DEGRADED', detail: 'no answer within 2000 ms' },
    ]);
    expect(given?.aborted).toBe(true);
  });

  it('looks once for all who ask within a few seconds', async () => {
    let looks = 0;
    const check = () => {
      looks++;
      return Promise.resolve();
    };
    const { health, clock } = service(component('index', { check }));
    await Promise.all([health.check(), health.check()]);
    await clock.advance(2999);
    await health.check();
    expect(looks).toBe(1);
    await clock.advance(1);
    await health.check();
    expect(looks).toBe(2);
  });
});
