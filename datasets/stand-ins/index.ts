/**
 * Made-up data in place of real sets that are not on the machine: the same form, and much the same to learn from.
 * Whatever number comes from them must be called one of a stand-in. Where to look in this folder:
 *
 *   imdb.ts, reuters.ts   one file a set: how its texts come about
 *   film-*.ts, news-*.ts  words and sentences of each, common-words.ts and made-up.ts those of both
 *   writing.ts            sentences into texts; vocabulary.ts: words, their ranks and gaps; urn.ts: drawing them
 *   lengths.ts            how long texts are
 *   network.ts            what the tests train on them
 */
export { imdbStandIn } from './imdb'
export { reutersStandIn } from './reuters'
