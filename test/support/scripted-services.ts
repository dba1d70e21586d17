import type { Services } from '../../src/services/services.js';

export type ScriptedServices = { readonly [Name in keyof Services]?: Partial<Services[Name]> };

const names: readonly (keyof Services)[] = [
  'collections',
  'documents',
  'ingestion',
  'updates',
  'deletion',
  'retrieval',
  'answers',
  'statistics',
  'health',
];

/** Services that do what `script` says; a call that it does not foresee fails the test that made it. */
export function scriptedServices(script: ScriptedServices): Services {
  const services = names.map((name) => [name, scripted(name, script[name] ?? defaults[name] ?? {})]);
  return Object.fromEntries(services) as Services;
}

const defaults: ScriptedServices = { statistics: { record: () => undefined, snapshot: () => [] } };

function scripted(service: string, methods: object): object {
  return new Proxy(methods, {
    get(target, method) {
      const known: unknown = Reflect.get(target, method);
      return known ?? (() => Promise.reject(new Error(`${service}.${String(method)} is not scripted`)));
    },
  });
}
