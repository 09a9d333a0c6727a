// The ids of everything that is enabled in the sandbox's first base, sorted, on one line.
const response = await fetch(`${process.env.SANDBOX}/__sandbox__/state`)
const [{ workflows, v3 }] = (await response.json()).bases
const enabled = [...workflows, ...v3].filter(({ status }) => /^enabled?$/i.test(status))
console.log(
  enabled
    .map(({ workflow_id }) => workflow_id)
    .toSorted()
    .join(' '),
)
