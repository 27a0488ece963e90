import { type CauseCase, fault, fine } from './causeCase.ts';

const nginx = (top: string, pass: string): string =>
  `http {\n${top}  server {\n    location / {\n      ${pass}\n    }\n  }\n}\n`;

/** gRPC behind nginx, handles of PHP in a loop, and workers of PHP that end soon. */
export const grpcAndPhpCases: readonly CauseCase[] = [
  fault('nginx.conf', nginx('', 'grpc_pass grpc://10.0.0.5:50051;'), '4 nginx-no-upstream'),
  fault('nginx.conf', nginx('', 'grpc_pass 10.0.0.5:50051;'), '4 nginx-no-upstream'),
  fault(
    'nginx.conf',
    nginx('  upstream app {\n    server 10.0.0.5:50051;\n  }\n', 'grpc_pass grpcs://app;'),
    '2 nginx-keepalive-size',
  ),
  fine(
    'nginx.conf',
    nginx('  upstream app {\n    server 10.0.0.5:50051;\n    keepalive 16;\n  }\n', 'grpc_pass grpc://app;'),
  ),
  fine('nginx.conf', nginx('', 'grpc_pass grpc://$backend;')),
  fine('nginx.conf', nginx('', 'grpc_pass unix:/run/app.sock;')),
  // Neither has a way to keep connections, and the server closes them: no port of nginx is held.
  ...['uwsgi_pass 10.0.0.5:3031;', 'scgi_pass 10.0.0.5:4000;'].map((pass) =>
    fine('nginx.conf', nginx('', pass)),
  ),

  ...[
    // One handle for all turns, which the first makes.
    'foreach ($ids as $id) {\n  if ($c === null) {\n    $c = curl_init();\n  }\n  curl_exec($c);\n}\n',
    'foreach ($ids as $id) {\n  $c ??= curl_init();\n  curl_exec($c);\n}\n',
    'foreach ($ids as $id) {\n  $c = $c ?? curl_init();\n  curl_exec($c);\n}\n',
    'foreach ($ids as $id) {\n  $c = isset($c) ? $c : curl_init();\n  curl_exec($c);\n}\n',
    // Until one has answered.
    'while (true) {\n  $c = curl_init($u);\n  curl_exec($c);\n  break;\n}\n',
    'foreach ($mirrors as $u) {\n  $c = curl_init($u);\n  if (curl_exec($c)) return true;\n}\n',
    // A client of Guzzle may be kept or be for another host each time: no line of it is a cause by itself.
    'foreach ($ids as $id) {\n  $client = new \\GuzzleHttp\\Client();\n  $client->get("http://10.0.0.5/$id");\n}\n',
  ].map((body) => fine('a.php', `<?php\n${body}`)),
  // Each turn has a handle, whatever else is under a condition.
  fault(
    'a.php',
    '<?php\nforeach ($us as $u) {\n  $c = curl_init($u);\n  if (curl_exec($c) === false) {\n    log($u);\n  }\n}\n',
    '3 php-curl',
  ),
  fault(
    'a.php',
    '<?php\nif ($us) {\n  foreach ($us as $u) {\n    $c = curl_init($u);\n    curl_exec($c);\n  }\n}\n',
    '4 php-curl',
  ),

  fault(
    'www.conf',
    '[www]\npm = ondemand\npm.max_children = 5\npm.process_idle_timeout = 1s\n',
    '4 php-pool',
  ),
  fault('www.conf', '[www]\npm = ondemand\npm.max_children = 5\npm.process_idle_timeout = 2\n', '4 php-pool'),
  ...[
    '[www]\npm = ondemand\npm.max_children = 5\n',
    '[www]\npm = ondemand\npm.max_children = 5\npm.process_idle_timeout = 10s\n',
    '[www]\npm = ondemand\npm.max_children = 5\npm.process_idle_timeout = 1m\n',
    '[www]\npm = dynamic\npm.max_children = 5\npm.process_idle_timeout = 1s\n',
    '[www]\npm = static\npm.max_children = 5\n; pm = ondemand\npm.process_idle_timeout = 1s\n',
  ].map((text) => fine('www.conf', text)),
  // Tests and tasks that somebody runs by hand: only sockets can tell.
  ...['client-integration-tests/a.rb', 'lib/tasks/a.rb', 'app/lib/tasks/shop/a.rb'].map((path) =>
    fine(path, 'def price(u)\n  Net::HTTP.get(URI(u))\nend\n'),
  ),
  // Tasks of Rake are in Ruby: what another language has in such a folder is the product.
  fault('lib/tasks/a.py', 'import requests\ndef price(u):\n    return requests.get(u)\n', '3 py-module-call'),
  fault('lib/task/a.rb', 'def price(u)\n  Net::HTTP.get(URI(u))\nend\n', '2 rb-net-http'),
];
