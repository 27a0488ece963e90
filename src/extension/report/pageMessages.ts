import { faultText } from '../../core/protocol/schema.ts';
import { fromWebview, type FromWebview } from '../../core/protocol/webview.ts';

/** The part of a `Webview` that is heard. */
interface Page<Subscription> {
  readonly onDidReceiveMessage: (listener: (message: unknown) => void) => Subscription;
}

/** Handles the messages from a panel's page. Messages that do not match the protocol are ignored and reported to `onFailure`. */
export function onPageMessage<Subscription>(
  { onDidReceiveMessage }: Page<Subscription>,
  receive: (message: FromWebview) => Promise<void>,
  onFailure: (error: unknown) => void,
): Subscription {
  return onDidReceiveMessage((message: unknown) => {
    const fault = fromWebview.fault(message, '');
    if (fault === undefined) receive(message as FromWebview).catch(onFailure);
    else onFailure(new Error(`A message of the page was ignored. ${faultText(fault)}`));
  });
}
