import type { Config } from '../config/config.js';

/** What is in use, for the line a server starts with. */
export interface Parts {
  readonly embedder: string;
  readonly index: string;
  readonly languageModel: string;
  /** Where passages are sent; null: nowhere, they stay on this machine. */
  readonly passagesSentTo: string | null;
}

export function describeParts({ embedding, index, languageModel }: Config): Parts {
  const parts = {
    embedder: `${embedding.model}, on this machine`,
    index: index.kind === 'embedded' ? 'LanceDB in the data folder' : 'in memory, filled from the catalog',
  };
  if (languageModel.provider === 'extractive') {
    return { ...parts, languageModel: 'extractive', passagesSentTo: null };
  }
  const server = languageModel.baseUrl === null ? 'api.openai.com' : new URL(languageModel.baseUrl).host;
  return {
    ...parts,
    languageModel: `${languageModel.model} at ${server}`,
    passagesSentTo: isThisMachine(server) ? null : server,
  };
}

/** `embedder: … · index: … · answers: … · passages …`. */
export function partsLine({ embedder, index, languageModel, passagesSentTo }: Parts): string {
  const passages =
    passagesSentTo === null ? 'no passage leaves this machine' : `passages are sent to ${passagesSentTo}`;
  return `embedder: ${embedder} · index: ${index} · answers: ${languageModel} · ${passages}`;
}

function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(host);
}
