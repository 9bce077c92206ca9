/**
 * Indexes of kinds that came after the first tables. Made at every opening where they are missing, after the tables and columns that
 * the model asks for: a numbered step would come before those.
 */
export const laterIndexes: readonly string[] = [
  // Everything by which the list of signals is ordered, narrowed and counted, so that it is answered from here alone.
  'CREATE INDEX IF NOT EXISTS signal_list ON signal (deleted, occurredAt, id, gebied, state, source, weight, wijkCode, buurtCode, themeIds)',
  // The points of the map and what they are narrowed by; only signals that have one.
  'CREATE INDEX IF NOT EXISTS signal_point ON signal (deleted, occurredAt, gebied, wijkCode, buurtCode, themeIds, lat, lon, id) WHERE lat IS NOT NULL AND lon IS NOT NULL',
  "CREATE INDEX IF NOT EXISTS signal_meeting ON signal (meetingId) WHERE meetingId IS NOT NULL",
  "CREATE INDEX IF NOT EXISTS action_signals ON action (deleted) WHERE signalIds <> '[]'",
  'CREATE INDEX IF NOT EXISTS doorLink_contact ON doorLink (contactId)',
  'CREATE INDEX IF NOT EXISTS doorMessage_contact ON doorMessage (contactId, type, meetingId)',
  "CREATE INDEX IF NOT EXISTS doorMessage_waiting ON doorMessage (receivedAt) WHERE state = 'nieuw' AND deleted = 0",
  'CREATE INDEX IF NOT EXISTS surveyResult_area ON surveyResult (areaCode, deleted)',
  // Which years there are of wijken and buurten, without reading the figures.
  'CREATE INDEX IF NOT EXISTS surveyResult_map ON surveyResult (deleted, level, sourceId, period)',
  'CREATE INDEX IF NOT EXISTS surveyResult_source ON surveyResult (sourceId, deleted)',
]
