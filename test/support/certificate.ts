/**
 * A self-signed certificate for 127.0.0.1, valid until 2120, and its private key. `openssl` made it for tests in
 * which the client must reject the server, so the key protects nothing.
 */
export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZq3YofpkXBGMXl5N
lvPye1JKKRgT9hk6RuHqoj8655ShRANCAAQUp471E7go5mGMEcDkz+sT7OsZfz9C
OKCT4zumIn5rwNr4NN/dmBRCFrwX/2b2c5kjhZzou+jgqbGHCCugj8Zc
-----END PRIVATE KEY-----
`;

export const cert = `-----BEGIN CERTIFICATE-----
MIIBXzCCAQSgAwIBAgIUMvMmyVr0zzKpZ9EUnpWlVK7EkwQwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAx
MDAwMDAwWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQUp471E7go5mGMEcDkz+sT7OsZfz9COKCT4zumIn5rwNr4NN/dmBRC
FrwX/2b2c5kjhZzou+jgqbGHCCugj8ZcozIwMDAPBgNVHREECDAGhwR/AAABMB0G
A1UdDgQWBBStP0Mgnxy0IVQ/aKGs4dJmVSx/kzAKBggqhkjOPQQDAgNJADBGAiEA
4mQ5Gzwt1xiT5YGqCcTyPMET6IQHWs1UL+0JXmZbg6gCIQCbHeYaQ976PVwCcRre
IIicahTXwum8+Ca4YgkQ1fokyQ==
-----END CERTIFICATE-----
`;
