/** Words for made-up film reviews, the common ones first. Plain English, and nobody's sentences. */
const list = (words: string) => words.trim().split(/\s+/)

/** What is said of films and people, by what it says of the reviewer: praise, blame, or neither. */
export const ADJECTIVES = {
  praise: list(`
    great good wonderful excellent beautiful brilliant superb perfect lovely funny moving amazing charming delightful
    powerful clever fresh honest touching warm fine rich bold sharp gripping stunning witty tender memorable hilarious
    thoughtful vivid graceful splendid sincere elegant inspired subtle magical uplifting engaging satisfying heartfelt
    refreshing dazzling captivating masterful flawless unforgettable remarkable gentle haunting timeless fascinating
    enjoyable rewarding radiant joyful spirited assured crisp luminous nuanced`),
  blame: list(`
    bad terrible awful boring worst stupid poor dull horrible weak silly predictable lame cheap ridiculous pathetic
    pointless dreadful annoying wooden slow flat tedious lifeless lazy hollow clumsy messy bland empty laughable
    forgettable shallow ugly painful noisy dumb tiresome contrived confused amateurish stale pretentious muddled sloppy
    unbearable soulless sluggish tasteless grating careless mediocre incoherent dreary unconvincing half-baked insipid
    uninspired worthless feeble`),
  neutral: list(`
    old new young little big long whole real different main short early late small final full dark strange quiet
    simple modern famous local human public private silent serious foreign popular certain single rare usual recent
    high low wealthy lonely angry nervous secret distant narrow crowded violent political romantic musical historical
    military criminal religious academic tall heavy thin loose gray golden silver frozen broken hidden lost open
    closed bright sudden brief steady tired hungry restless curious ancient rural urban coastal northern southern
    eastern western royal civil legal medical natural technical digital electric mechanical theatrical comic tragic
    literary fictional actual exact general special common ordinary unusual minor major central outer inner upper
    lower`),
}

/** Where somebody or something is from: says nothing of what anybody thinks. */
export const ORIGINS = list('american french british italian german japanese spanish russian chinese indian african european')

/** Things and people, by what they are a sign of. */
export const NOUNS = {
  praise: list(`
    masterpiece gem treasure delight joy classic triumph wonder favourite pleasure surprise charm grace wit warmth beauty
    marvel achievement inspiration revelation elegance brilliance chemistry poetry tenderness`),
  blame: list(`
    waste mess disaster bore failure joke insult rubbish nonsense flop trash mistake headache garbage yawn shame excuse
    torture drivel embarrassment stinker clumsiness boredom disappointment dud`),
  neutral: list(`
    movie film story time character plot man scene people life actor show way woman thing director part acting girl end
    cast world role script year performance family music day house boy book picture ending friend line fact idea
    audience father mother night hour minute death son daughter wife husband brother sister city town street room car
    train eye hand face heart voice name camera screen place song score title version style series sequel episode
    video tape theatre studio budget effect sound light colour dialogue theme tone mood editing costume dance stage
    writer producer critic viewer reviewer interview season chapter novel page letter photograph window door kitchen
    garden river mountain island forest desert village farm office hotel restaurant hospital church bridge station
    airport market shop bar club party wedding funeral holiday summer winter morning evening weekend dinner breakfast
    coffee dog cat horse bird child baby neighbour stranger guest boss clerk nurse driver farmer lawyer priest
    minute week month century moment memory dream secret promise question answer problem reason choice chance luck
    money job work game team player match trick turn twist silence noise smile laugh tear kiss fight chase crash escape
    rescue journey return beginning middle opening finale trailer poster ticket queue seat row crowd applause`),
}

/** What happens in films of one kind; each review is mostly about one of them. */
export const GENRES = [
  list('detective murder police gun gang thief prison killer witness crime robbery clue suspect mob alibi sheriff jury cop'),
  list('war soldier army battle tank officer trench general enemy bomb sergeant uniform medal regiment prisoner sniper'),
  list('ghost monster blood zombie vampire grave scream demon witch cellar curse slasher corpse knife mansion fog'),
  list('ship planet alien robot space galaxy laser captain rocket crew computer android orbit moon colony machine'),
  list('love marriage romance bride lover heartbreak flower jealousy affair valentine poem moonlight proposal divorce'),
  list('comedy gag clown sketch humour prank slapstick parody satire stand-up impression banter sitcom punchline'),
  list('cowboy ranch saloon outlaw rifle bandit canyon gold cattle stagecoach prairie posse holster frontier'),
  list('school teacher student college classroom teenager exam prom bully campus homework principal lesson'),
  list('singer band guitar piano concert orchestra opera ballet drum melody chorus rehearsal violin jazz'),
  list('king queen castle knight dragon sword prince princess wizard throne legend kingdom magic prophecy crown'),
]

/** What a reviewer did with a film: "i … it". */
export const VERBS = {
  praise: list(`
    loved enjoyed liked recommended admired adored praised cherished treasured appreciated remembered embraced
    celebrated savoured welcomed`),
  blame: list(`
    hated disliked wasted avoided endured regretted suffered ruined spoiled despised skipped butchered mocked wrecked
    abandoned`),
  neutral: list(`
    saw watched made found took gave left followed met lost kept knew heard told asked called played wrote showed
    brought turned opened closed carried held pulled pushed broke built bought sold caught chased saved killed helped
    married visited joined faced fought passed missed changed started finished moved studied noticed discovered
    described expected understood forgot borrowed rented ordered reviewed compared`),
}

export const ADVERBS = {
  praise: list('beautifully perfectly brilliantly superbly wonderfully truly masterfully gracefully thoroughly skilfully'),
  blame: list('badly poorly painfully horribly terribly awfully dreadfully hopelessly embarrassingly needlessly'),
  neutral: list(`
    really very so quite just rather too almost pretty simply nearly always often never still barely completely totally
    mostly slightly fairly usually suddenly slowly quickly quietly finally hardly strangely oddly deeply entirely
    somewhat occasionally apparently certainly obviously`),
}

export const GIVEN_NAMES = list(`
  anna ben clara david ella frank grace henry iris jack kate leo mary nora oscar paul rosa sam tina victor wanda adam
  beth carl dora eric fiona george helen ivan julia karl lena max nina otto peter rita simon tess ursula vera walter
  agnes bruno cora dennis edith felix greta hugo ida james kurt laura martin nell owen paula ralph sara tom`)
