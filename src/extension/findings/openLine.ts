import { Range, Uri, window, type TextEditor } from 'vscode';
import { fileNotOpened } from '../errors.ts';

/** Opens a file of the extension's own machine with the cursor at a line, counted from 1. */
export async function openLine(path: string, line: number): Promise<TextEditor> {
  const start = new Range(line - 1, 0, line - 1, 0);
  try {
    return await window.showTextDocument(Uri.file(path), { selection: start });
  } catch (error) {
    throw fileNotOpened(path, error);
  }
}
