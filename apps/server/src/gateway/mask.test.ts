import { describe, expect, it } from 'vitest';
import { maskSecrets } from './mask.ts';

describe('maskSecrets', () => {
  it.each([
    [
      '1.6 ChangeConfiguration',
      '[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"SECRET"}]',
      '[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"***"}]',
    ],
    [
      'an address of our own file server, its name stays',
      '[2,"1","UpdateFirmware",{"location":"http://10.0.0.1:8080/files/abababababababababababababababababababab/fw.bin","retrieveDate":"x"}]',
      '[2,"1","UpdateFirmware",{"location":"http://10.0.0.1:8080/files/***/fw.bin","retrieveDate":"x"}]',
    ],
    [
      '1.6 GetConfiguration: only that key',
      '[3,"1",{"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"300"},{"key":"authorizationkey","readonly":false,"value":"SECRET"}]}]',
      '[3,"1",{"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"300"},{"key":"authorizationkey","readonly":false,"value":"***"}]}]',
    ],
    [
      '2.x SetVariables',
      '[2,"1","SetVariables",{"setVariableData":[{"attributeValue":"SECRET","component":{"name":"SecurityCtrlr"},"variable":{"name":"BasicAuthPassword"}},{"attributeValue":"9","component":{"name":"X"},"variable":{"name":"Y"}}]}]',
      '[2,"1","SetVariables",{"setVariableData":[{"attributeValue":"***","component":{"name":"SecurityCtrlr"},"variable":{"name":"BasicAuthPassword"}},{"attributeValue":"9","component":{"name":"X"},"variable":{"name":"Y"}}]}]',
    ],
    [
      '2.x report',
      '[2,"1","NotifyReport",{"reportData":[{"variable":{"name":"BasicAuthPassword"},"variableAttribute":[{"type":"Actual","value":"SECRET"}]}]}]',
      '[2,"1","NotifyReport",{"reportData":[{"variable":{"name":"BasicAuthPassword"},"variableAttribute":[{"type":"Actual","value":"***"}]}]}]',
    ],
    [
      '2.1 network profile',
      '[2,"1","SetNetworkProfile",{"connectionData":{"basicAuthPassword":"SECRET"}}]',
      '[2,"1","SetNetworkProfile",{"connectionData":{"basicAuthPassword":"***"}}]',
    ],
    [
      '2.x network profile: those of its APN and VPN',
      '[2,"1","SetNetworkProfile",{"connectionData":{"apn":{"apn":"x","apnPassword":"SECRET"},"vpn":{"user":"u","password":"SECRET"}}}]',
      '[2,"1","SetNetworkProfile",{"connectionData":{"apn":{"apn":"x","apnPassword":"***"},"vpn":{"user":"u","password":"***"}}}]',
    ],
    [
      "2.x network profile: a SIM's PIN and a VPN's key",
      '[2,"1","SetNetworkProfile",{"connectionData":{"apn":{"apn":"x","simPin":1234},"vpn":{"password":"SECRET","key":"SECRET"}}}]',
      '[2,"1","SetNetworkProfile",{"connectionData":{"apn":{"apn":"x","simPin":"***"},"vpn":{"password":"***","key":"***"}}}]',
    ],
    [
      "a driver's PIN",
      '[2,"1","Authorize",{"idToken":{"idToken":"4711","type":"KeyCode","additionalInfo":[{"additionalIdToken":"x","type":"y"}]}}]',
      '[2,"1","Authorize",{"idToken":{"idToken":"***","type":"KeyCode","additionalInfo":[{"additionalIdToken":"x","type":"y"}]}}]',
    ],
    [
      'what a station tells of a customer',
      '[2,"1","NotifyCustomerInformation",{"requestId":7,"seqNo":0,"data":"SECRET","generatedAt":"2026-05-01T08:00:00Z"}]',
      '[2,"1","NotifyCustomerInformation",{"requestId":7,"seqNo":0,"data":"***","generatedAt":"2026-05-01T08:00:00Z"}]',
    ],
    [
      'the password of a URL, not its user',
      '[2,"1","GetDiagnostics",{"location":"ftps://me:SEC@RET@logs.example.com:990/in?a=b@c"}]',
      '[2,"1","GetDiagnostics",{"location":"ftps://me:***@logs.example.com:990/in?a=b@c"}]',
    ],
    ['a name behind escapes', '{"key":"\\u0041uthorizationKey","value":"SECRET"}', '{"key":"AuthorizationKey","value":"***"}'],
    ['what is no JSON', '{"key":"AuthorizationKey","value":"SECRET', '***'],
  ])('%s', (_, text, stored) => expect(maskSecrets(text)).toBe(stored));

  it('leaves everything else to the letter', () => {
    const text = '[2, "1",\t"DataTransfer", {"vendorId":"Acme","data":"1.50 \\u00e9","value":"kept"}]';
    expect(maskSecrets(text)).toBe(text);
    const address = '[2,"1","UpdateFirmware",{"location":"https://me@files.example.com/a:b@c.bin" }]';
    expect(maskSecrets(address)).toBe(address);
  });
});
