import { env, window } from 'vscode';

/** Copies what the user chose on a page. */
export async function copyFromPage(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage('Copied', 3000);
}
