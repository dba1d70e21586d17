/** Writes dist/web/graphiql.html: GraphiQL in one file, which asks nothing of any other server. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

const page = renderGraphiQL({
  title: 'GroundQL',
  endpoint: '/graphql',
  subscriptionsProtocol: 'WS',
  defaultTabs: [
    {
      query: `# Ask your documents. Events come over graphql-ws while the answer is being written.
subscription Ask {
  answerStream(input: { start: { question: "What is GroundQL?" } }) {
    seq
    ... on TextDelta { text }
    ... on CitationAdded { citation { marker quote document { title } } }
    ... on AnswerCompleted { answer { text groundedness } }
    ... on AnswerAbstained { abstention { message } }
  }
}
`,
    },
    {
      query: `# What the server holds, and how it is.
query Overview {
  collections {
    edges { node { name documentCount chunkCount } }
  }
  health { status components { name status detail } }
}
`,
    },
  ],
});

const folder = new URL('../dist/web/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('graphiql.html', folder), page.trimStart());
