// The SDK's types name one of the DOM that Node.js has, but that @types/node 20 does not declare.
type HeadersInit = NonNullable<RequestInit['headers']>;
