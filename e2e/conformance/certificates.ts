/** A root made for these cases; its key is thrown away. Valid for a hundred years. */
export const rootCertificate = [
  '-----BEGIN CERTIFICATE-----',
  'MIIBvTCCAWOgAwIBAgIUWMF0XUvaO9VDNGcnFi65QebAR04wCgYIKoZIzj0EAwIw',
  'MzEZMBcGA1UEAwwQQ29uZm9ybWFuY2UgUm9vdDEWMBQGA1UECgwNU3RhdGlvbm1h',
  'c3RlcjAgFw0yNjExMjEwODIyMTZaGA8yMTI2MTAyODA4MjIxNlowMzEZMBcGA1UE',
  'AwwQQ29uZm9ybWFuY2UgUm9vdDEWMBQGA1UECgwNU3RhdGlvbm1hc3RlcjBZMBMG',
  'ByqGSM49AgEGCCqGSM49AwEHA0IABElhs5EQSUh/uk1jhk3l4UWKlFG4dbB6+ffm',
  'uexoA+1Vs0mGFdFIqpsS043+ZudX4EfVz564/EG0fqXHLeJSKVOjUzBRMB0GA1Ud',
  'DgQWBBR/bp/yulDtyZazNcz0l/dlE3rKcTAfBgNVHSMEGDAWgBR/bp/yulDtyZaz',
  'Ncz0l/dlE3rKcTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIB/H',
  '5RT9o0toq3DJDicmORwnFfgKHf1JAZL4ztxR3OyxAiEAoi7O5PQGoROahiBoqT+J',
  'Twvv5eTex58gYb1a6dGjNPk=',
  '-----END CERTIFICATE-----',
].join('\n');

/** What a certificate is known by, as stations tell it; the algorithm is part of it. */
export function hashOf<A extends 'SHA256' | 'SHA384' | 'SHA512'>(hashAlgorithm: A, serialNumber: string) {
  return { hashAlgorithm, issuerNameHash: 'ab12'.repeat(16), issuerKeyHash: 'cd34'.repeat(16), serialNumber };
}
