import { Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  ErrorCodes,
  LanguageClient,
  type MessageTransports,
  ResponseError,
  State,
} from 'vscode-languageclient/browser';
import { readFileRequest, type ReadFileParams } from '../../core/protocol/clientFiles.ts';
import { faultText } from '../../core/protocol/schema.ts';
import { failure, ok, type Outcome } from '../../core/model/outcome.ts';
import { messageOf } from '../errors.ts';
import { clientId, clientName, LanguageServerClient } from './languageServerClient.ts';
import type { CreateClient } from './server.ts';
import { startedWorker } from './startedWorker.ts';

/** As in the server process. */
const largestFile = 200 << 20;

/** The server is a worker, which reads files through us. */
export const createClient: CreateClient = (options) => {
  const script = Uri.joinPath(options.extensionUri, 'dist', 'web', 'server.js').toString(true);
  return new LanguageServerClient(options, (clientOptions) => {
    // Not the worker itself: the one that VS Code makes is no instance of the `Worker` that an extension sees.
    let worker: Worker | undefined;
    const connect = async (): Promise<MessageTransports> => {
      // Of a server that stopped: its tables would stay.
      worker?.terminate();
      worker = new Worker(script);
      const started = await startedWorker(worker);
      return { reader: new BrowserMessageReader(started), writer: new BrowserMessageWriter(started) };
    };
    const client = new LanguageClient(clientId, clientName, connect, clientOptions);
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) worker?.terminate();
    });
    client.onRequest(readFileRequest.method, (params: unknown) => {
      const fault = readFileRequest.params.fault(params, '');
      if (fault !== undefined) throw new ResponseError(ErrorCodes.InvalidParams, faultText(fault));
      return readFile(Uri.parse((params as ReadFileParams).uri));
    });
    return client;
  });
};

async function readFile(file: Uri): Promise<Outcome<string>> {
  try {
    if ((await workspace.fs.stat(file)).size > largestFile)
      return failure(
        'failed',
        'snapshot-too-large',
        `${file.toString(true)} is larger than 200 MB.`,
        'Choose a file that was written by “Save Snapshot” or “inspect --save”.',
      );
    return ok(new TextDecoder().decode(await workspace.fs.readFile(file)));
  } catch (error) {
    return failure('failed', 'file-not-read', messageOf(error), 'Check that the file exists, then retry.');
  }
}
