import type { Endpoint } from '../endpoint.ts'
import { readForm } from '../form.ts'
import { error, success } from '../http.ts'
import type { State } from '../state.ts'

/** Of each upload: its path, the name of its result, its text parts, and the most bytes. */
const UPLOADS = {
  file: ['im/v1/files', 'file_key', { file_type: /^(opus|mp4|pdf|doc|xls|ppt|stream)$/, file_name: /./ }, 30 << 20],
  image: ['im/v1/images', 'image_key', { image_type: /^(message|avatar)$/ }, 10 << 20],
  media: [
    'drive/v1/medias/upload_all',
    'file_token',
    { file_name: /./, parent_type: /^bitable_(file|image)$/ },
    20 << 20,
  ],
} as const

/** Uploads a file or image for messages, or an attachment of a base. */
function upload(kind: State['files'][number]['kind']): Endpoint {
  const [path, keyName, parts, most] = UPLOADS[kind]
  const ofBase = kind === 'media'
  const [invalid, empty, tooLarge] = ofBase ? [1061002, 1061002, 1061043] : [234001, 234010, 234006]
  return {
    name: `upload-${kind}`,
    request: `POST /open-apis/${path}`,
    tokens: ofBase ? ['tenant', 'user'] : ['tenant'],
    scopes: ofBase ? ['bitable:app'] : ['im:resource', 'im:resource:upload'],
    handle: ({ request, state }) => {
      const form = readForm(request)
      const content = form[kind === 'image' ? 'image' : 'file']
      const valid = Object.entries(parts).every(([name, shape]) => shape.test(form[name] ?? ''))
      if (content === undefined || !valid) return error(400, invalid, 'Invalid request param.')
      const { length } = content
      if (length === 0) return error(400, empty, "File's size can't be 0.")
      if (length > most) return error(400, tooLarge, 'The file size exceed the max value.')
      const known = !ofBase || state.bases.some(({ app_token }) => app_token === form.parent_node)
      if (!known) return error(400, 1061044, 'parent node not exist.')
      if (ofBase && Number(form.size) !== length) return error(400, 1062009, 'the actual size is inconsistent.')
      const key = `${kind}_${String(state.files.length + 1).padStart(22, '0')}`
      const file_name = Buffer.from(form.file_name ?? key, 'latin1').toString()
      state.files.push({ kind, key, file_name, content })
      return success({ [keyName]: key })
    },
  }
}

/** Downloads a file that a message has. */
const download: Endpoint = {
  name: 'download',
  request: 'GET /open-apis/im/v1/messages/:message_id/resources/:key',
  scopes: ['im:message', 'im:message:readonly', 'im:message.history:readonly'],
  handle: ({ path, query, state }) => {
    if (!/^(image|file)$/.test(query.get('type') ?? '')) return error(400, 234001, 'Invalid request param.')
    const message = state.messages.find(({ message_id }) => message_id === path.message_id)
    const file = state.files.find(({ key }) => key === path.key && message?.content.includes(key))
    if (!file) return error(400, 234003, 'File not in msg.')
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.file_name)}`
    const headers = { 'content-type': 'application/octet-stream', 'content-disposition': disposition }
    return { status: 200, headers, body: file.content, charset: 'latin1' }
  },
}

export const files: readonly Endpoint[] = [upload('file'), upload('image'), upload('media'), download]
