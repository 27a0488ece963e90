import type { CodeCause } from '../code/codeCause.ts';

/** A connection string of ADO.NET without the pool that all of its connections share. */
export const csPoolingOff: CodeCause = {
  id: 'db-per-call',
  languages: ['csharp'],
  words: /\bPooling\s*=\s*(false|no)\b/i,
  symptoms: ['thrown-away'],
  *find(code) {
    for (const node of code.root.descendantsOfType([...code.shape.strings])) {
      if (
        !/\b(Host|Server|Data Source)\s*=[^;]+;.*\bPooling\s*=\s*(false|no)\b|\bPooling\s*=\s*(false|no)\b.*\b(Host|Server)\s*=/i.test(
          node.text,
        )
      )
        continue;
      // A file has no ports.
      if (/\.(db|sqlite\d?|mdb)\b|:memory:|Filename\s*=/i.test(node.text)) continue;
      yield {
        node,
        mechanism: 'Without pooling, each `Open()` connects to the database and each `Close()` disconnects.',
        advice: 'Remove `Pooling=false`: closed connections then go back to a pool of the process.',
      };
    }
  },
};
