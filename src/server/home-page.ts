const exampleQuery = `query {
  answer(input: { question: "What is GroundQL?" }) {
    ... on Answer {
      text
      citations { marker quote document { title } }
    }
    ... on Abstention { message }
  }
}`;

/** The page at `/`: where to go, and a query to paste. It asks nothing of other servers. */
export function homePage(version: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
    <title>GroundQL</title>
    <style>
      :root { color-scheme: light dark; }
      body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 42rem; margin: 12vh auto 4rem; padding: 0 1.5rem; }
      h1 { margin: 0; letter-spacing: -0.02em; }
      a { color: #2f6fed; }
      li { margin: 0.4rem 0; }
      pre { background: #7f7f7f1f; padding: 1rem 1.2rem; border-radius: 0.6rem; overflow-x: auto; font-size: 0.9rem; }
      footer { opacity: 0.6; font-size: 0.9rem; margin-top: 2.5rem; }
    </style>
  </head>
  <body>
    <h1>GroundQL</h1>
    <p>Answers questions from your own documents, and shows the words each claim rests on.</p>
    <ul>
      <li><a href="/graphiql">/graphiql</a>: explore the API here, no internet needed, subscriptions included.</li>
      <li><a href="/graphql">/graphql</a>: the same in Apollo Sandbox, which loads from the internet.</li>
      <li><a href="/health">/health</a>: how this server is, part by part.</li>
    </ul>
    <p>A first query to paste:</p>
    <pre><code>${escapeHtml(exampleQuery)}</code></pre>
    <footer>GroundQL ${escapeHtml(version)}</footer>
  </body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
