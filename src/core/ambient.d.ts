/**
 * The few globals that core uses and that every JavaScript runtime has. Core is compiled with `types: []`, so that
 * nothing of Node, VS Code or the DOM can slip in; what is universal is declared here, as narrow as it is used.
 */
declare class TextDecoder {
  constructor(label?: 'utf-8', options?: { fatal?: boolean });
  decode(input?: Uint8Array): string;
}
