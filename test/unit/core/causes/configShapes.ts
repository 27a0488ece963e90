import { type NastyShape, shapesOf } from './nastyShape.ts';

/** In YAML, JSON and TOML, and of Apache. */
export const configShapes: readonly NastyShape[] = [
  ...shapesOf('envoy.yaml', 'envoy-close', [
    ['a map in braces', 'clusters:\n- {max_requests_per_connection: 1, connect_timeout: 1s}\n'],
    [
      'a map in braces over lines',
      'clusters:\n- {\n  max_requests_per_connection: 1,\n  connect_timeout: 1s}\n',
    ],
    [
      'the last of a map in braces over lines',
      'clusters:\n- {\n  connect_timeout: 1s,\n  max_requests_per_connection: 1\n  }\n',
    ],
    [
      'the first of a list’s item',
      'clusters:\n- max_requests_per_connection: 1\n  name: a\n',
      'clusters:\n- \n  name: a\n',
    ],
    [
      'a comment behind it',
      'clusters:\n- name: a\n  max_requests_per_connection: 1 # one\n',
      '- name: a\n   # one\n',
    ],
  ]),
  ...shapesOf('envoy.json', 'envoy-close', [
    [
      'entries behind it',
      '{"clusters": [{\n  "max_requests_per_connection": 1,\n  "connect_timeout": "1s"\n}]}\n',
    ],
    [
      'entries before it',
      '{"clusters": [{\n  "connect_timeout": "1s",\n  "max_requests_per_connection": 1\n}]}\n',
    ],
  ]),
  ...shapesOf('compose.json', 'probe', [
    [
      'a value in quotes',
      '{"services": {"a": {"healthcheck": {\n  "test": ["CMD", "curl", "http://127.0.0.1:8080/"],\n  "interval": "1s"\n}}}}\n',
      '  "interval": "30s"\n',
    ],
  ]),
  ...shapesOf('compose.yaml', 'probe', [
    [
      'a value in single quotes',
      "services:\n  a:\n    healthcheck:\n      test: curl http://127.0.0.1:8080/\n      interval: '1s'\n",
      "interval: '30s'\n",
    ],
    [
      'a value without quotes',
      'services:\n  a:\n    healthcheck:\n      test: curl http://127.0.0.1:8080/\n      interval: 1s\n',
      'interval: 30s\n',
    ],
  ]),
  ...shapesOf('envoy.yaml', 'c-bind-first', [
    [
      'a map in braces over lines',
      'clusters:\n- upstream_bind_config: {\n    source_address: {address: 10.0.0.1, port_value: 0}\n  }\n',
    ],
  ]),
  ...shapesOf('dynamic.yml', 'traefik-idle', [
    [
      'a map in braces over lines',
      'http:\n  serversTransports:\n    backend: {\n      insecureSkipVerify: true\n    }\n',
    ],
  ]),
  ...shapesOf('dynamic.json', 'traefik-idle', [
    [
      'lines of their own',
      '{"http": {"serversTransports": {"backend": {\n  "insecureSkipVerify": true\n}}}}\n',
    ],
    [
      'a negative number',
      '{"http": {"serversTransports": {"backend": {\n  "maxIdleConnsPerHost": -1\n}}}}\n',
      '"maxIdleConnsPerHost": 200\n',
    ],
  ]),
  ...shapesOf('dynamic.toml', 'traefik-idle', [
    ['keys with dots', '[http.serversTransports]\n  backend.serverName = "a"\n'],
    [
      'a table',
      '[http.serversTransports.backend]\n  serverName = "a"\n',
      '  maxIdleConnsPerHost = 200\n  serverName = "a"\n',
    ],
  ]),
  ...shapesOf('httpd.conf', 'apache-disablereuse', [
    [
      'a line that goes on before it',
      'ProxyPass / http://10.0.0.5:8080/ \\\n  disablereuse=on\nServerName a\n',
      'ProxyPass / http://10.0.0.5:8080/\nServerName a\n',
    ],
    [
      'a line that goes on behind it',
      'ProxyPass / http://10.0.0.5:8080/ \\\n  disablereuse=on \\\n  retry=0\nServerName a\n',
      'ProxyPass / http://10.0.0.5:8080/ \\\n  retry=0\nServerName a\n',
    ],
    [
      'a setting over lines',
      'SetEnv \\\n  proxy-nokeepalive \\\n  1\nServerName a\nProxyPass / http://10.0.0.5:8080/\n',
      'ServerName a\nProxyPass',
    ],
  ]),
  ...shapesOf('httpd.conf', 'apache-match', [
    [
      'a line that goes on',
      'ProxyPassMatch ^/app/(.*)$ \\\n  http://10.0.0.5:8080/app/$1 \\\n  retry=0\n',
      '  retry=0 enablereuse=on\n',
    ],
  ]),
  ...shapesOf('httpd.conf', 'apache-rewrite-p', [
    [
      'a section that can have no other',
      '<VirtualHost *:80>\n<Location "/">\nRewriteRule ^ http://10.0.0.5:8080/ [P]\n</Location>\n</VirtualHost>\n',
    ],
    [
      'conditions above it',
      '<VirtualHost *:80>\n<IfModule mod_proxy.c>\n  RewriteCond %{HTTPS} on\n  RewriteRule ^ http://10.0.0.5:8080/ [P]\n</IfModule>\n</VirtualHost>\n',
      '  </Proxy>\n  RewriteCond %{HTTPS} on\n',
    ],
  ]),
];
