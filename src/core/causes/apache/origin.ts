/** `host:port` of the first URL among words; absent if there is none, or a variable in it. */
export function originOf(words: readonly string[]): string | undefined {
  for (const word of words) {
    const [, scheme = '', host, port] =
      /\b(https?|fcgi|ajp|h2c?|wss?):\/\/([^/:$%{}\s"]+)(?::(\d+))?(?=\/|$|\s|")/i.exec(word) ?? [];
    if (host === undefined) continue;
    const usual = { http: 80, https: 443, fcgi: 8000, ajp: 8009, h2: 443, h2c: 80, ws: 80, wss: 443 }[
      scheme.toLowerCase()
    ];
    return `${host}:${port ?? String(usual ?? 80)}`;
  }
  return undefined;
}
