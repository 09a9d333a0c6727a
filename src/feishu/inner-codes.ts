/** For an idempotent_key that Feishu refuses as used, under whichever code. */
export const usedKeyHint =
  'This idempotent_key was used before: if that run ended with outcome unknown, its flow has started, so look there ' +
  'first; to start the flow once more, give a new key or leave the input out.'

/** Hints for the second, inner error of a flow: `data.code`, under a top-level code of 0 too. */
// biome-ignore format: as in the error table
export const innerHints: Readonly<Record<string, string>> = {
  k_wf_ec_2001006: 'No such flow: check namespace and flow_id, which is the flow\'s API name.',
  k_wf_ec_2001004: 'This type of flow cannot be called: give the flow_id of another one.',
  k_wf_ec_200036:
    'No permission on this flow: have the low-code app\'s admin authorise your App ID for it ' +
    '(App management → Open API), and check operator.',
  k_wf_ec_2001002: 'A required input of the flow is missing: add it to params.',
  k_wf_ec_2001008: usedKeyHint,
}

/**
 * The hint for a flow's inner code.
 * @param code `data.code`, as the server wrote it
 */
export function innerHint(code: string): string | undefined {
  return Object.hasOwn(innerHints, code) ? innerHints[code] : undefined
}
