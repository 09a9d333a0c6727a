// What the action sent, as the sandbox saw it:
//   node sent.mjs                  the endpoint of every request, one per line: token, list, update, …
//   node sent.mjs ENDPOINT KEY …   of the last request to that endpoint, a member such as `path` or `body`, byte for
//                                  byte; where a member is itself JSON text, the next KEY goes into that. Nothing if there is no such member
const response = await fetch(`${process.env.SANDBOX}/__sandbox__/requests`)
const requests = await response.json()
const [endpoint, ...keys] = process.argv.slice(2)

if (endpoint === undefined) {
  console.log(requests.map((request) => request.endpoint).join('\n'))
} else {
  let value = requests.findLast((request) => request.endpoint === endpoint)
  for (const key of keys) value = (typeof value === 'string' ? JSON.parse(value) : value)?.[key]
  console.log(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
}
