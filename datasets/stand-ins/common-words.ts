/** Everyday words for the middle of a vocabulary, in no order. */
const list = (words: string) => words.trim().split(/\s+/)

export const THINGS = list(`
  accident acorn address advice age air album alley anchor angel ankle answer ant apron arch arm army arrival art
  atlas attempt attic autumn axe bacon badge bag ball balloon banana bandage banner bargain barrel basket bath bead
  beam bean beard bed bee beetle bell belt bench bet bicycle bill biscuit blanket blossom board boat body bolt bone
  boot border bottle bowl box bracelet branch brand brass bread breath brick broom brush bubble bucket buckle bulb
  bundle bunny bus bush butter button cabbage cabin cable cage cake calendar calf camel camp canal candle cap cape car
  carpet carrot cart case cause cave ceiling chain chair chalk chance change charcoal check cheek cheese cherry chest
  chicken chimney chin circle circus clay cliff cloak cloth cloud clover coach coast coat coin collar comb comfort
  compass contest cook copy cord cork corn corner cottage cotton cough count couple cousin cow crack cradle crane
  cream creature creek crime crop crow cube cup cupboard curtain curve cushion cycle dad damage danger date dawn deal
  debt deck deer degree depth design desk detail diary dirt dish distance ditch doll donkey doubt drawer dress drink
  drop duck dust eagle ear earth east echo edge effort egg elbow elephant engine entrance envelope error event example
  exit eyebrow fact fair falcon fan fashion feast feather fence fern fever field fig figure finger fire fish flag
  flame flash flock flood floor flour flute fly foam folder fool foot force fork form fountain fox frame friendship
  frog fruit fuel funnel fur future gallery gap gas gate giant gift giraffe glass glove goal goat goose grain
  grandfather grandmother grape grass gravel grocery group growth guess guide gum habit hail hair hall hammer hat hay
  hedge heel height hen herb hill hinge hive hole home honey hood hook horn hose hut ice inch ink insect iron item
  jacket jam jar jaw jelly jewel juice jump jungle kettle key kid kitten kite knee knot label lace ladder lady
  lake lamb lamp land lap lawn lead leaf leather leg lemon level library lid lift lily limit lip list lizard loaf lock
  log loss lunch lung maid mail map marble march mark mask mat meadow meal meat mechanic medicine meeting melon menu
  message metal midnight milk mill mind mine mint mirror mitten mixture model mole monkey moss moth motion
  motor mouse mouth mud mug muscle mushroom nail napkin neck needle nest net newspaper noon north nose note number nut
  oak oar object ocean oil onion orange orchard oven owl oyster pad pail paint palace palm pan paper parcel park
  parrot past paste path pause peach pear pearl pebble pen pencil pepper person pet piano picnic pie pig pigeon pillow
  pilot pin pipe pitch pizza plane plant plate plum pocket point pole pond pony pool porch position pot potato powder
  power present price print prize prune pump puppy purpose purse quarter quill quilt rabbit race rack radio raft rag
  rail rain range rat ray recipe record reward rhythm ribbon rice riddle ring roast robe rock rod roof root rope rose
  ruler sack saddle sail salad sale salt sand sandwich scale scarf scent science sea seal seam seed sense
  shade shadow shape sheep sheet shelf shell shirt shoe shoulder shovel sign silk silver sink size skirt sky sleep
  sleeve slice slope smell smoke snail snake sneeze snow soap society sock sofa soil soup south spade spark spider
  spoon spot spring square squirrel stable staircase stamp statue steam steel stem step stew stick stitch stocking
  stomach stone stool store storm stove straw stream string stripe sugar suit suitcase sun surface swan sweater swing
  table tail tailor talk tax tea teaspoon temper tent term test thread throat thumb thunder tiger tin toad toast toe
  tomato tongue tool tooth top touch towel tower toy track trade tray treatment tree trip trouble truck
  trumpet trunk tub tube tunnel turkey turnip turtle twig umbrella uncle aunt unit use vacation valley van vase
  vegetable veil vein vessel vest view vine visit voyage wagon waist walk wall walnut wash wasp watch water wave wax
  weather web weed weight west whale wheel whip whistle wind wine wing wire wish wolf wood wool word worm wren wrist
  yarn yard zebra zipper`)

export const QUALITIES = list(`
  able absent active aged alert alike alive alone ample annual apt aware bare basic bent bitter blank blind blunt
  brave brisk brown busy calm careful casual cautious chilly civic clean clear close cloudy coarse cold cool correct
  costly cosy covered creamy crooked crude cruel cured damp daring dear decent deep dense dim direct dirty distinct
  double dry dusty eager easy elder elderly equal even exotic expert faded faint fair faithful false far fast fat
  fatal fellow fierce fiery firm fit fixed fond formal forward frail frank free frequent friendly frosty future
  generous glad glossy grand grave greasy grim guilty gritty handy happy hard harsh hasty healthy helpful homely
  honourable hot huge humble idle ill immense indoor inland innocent instant intense joint jolly juicy keen kind large
  leading lean level light likely lively living loyal lucky mad married mean mild misty mixed mobile modest moist
  moral muddy mutual naive neat nice noble normal nosy numb odd official opposite orange oval overdue own
  painted pale parallel partial patient peaceful petty plain plastic pleasant plump polite precious pretty prime
  prompt proper proud prudent pure purple quick rapid raw ready regular remote ripe rough round rude rusty sacred sad
  safe salty sandy scarce separate severe shady shaky shiny shy sick similar single sleepy slight slim slippery smart
  smooth snug sober social soft solar solid sore sound sour spare spicy square stable starry stern sticky stiff still
  stout straight strict strong sturdy sunny sure sweet swift tame tart thick thirsty thorough tidy tight tiny tough
  trim true upright upset urgent useful vague vain valid vast verbal violet visible vital wary watery wavy weary wet
  wicked wide wild wise woolly worn worthy wrong yellow zealous`)

export const DEEDS = list(`
  accepted added admitted agreed aimed allowed answered applied argued arranged arrested arrived attached attacked
  backed baked balanced banned barked bathed begged blamed blessed blew boiled bounced bowed brushed buried burned
  buttoned carved cast caused chewed chopped claimed cleaned cleared climbed coached coloured combed complained
  completed confessed considered copied corrected counted crawled created crossed cried cured cut danced dared decided
  delivered denied deserved destroyed divided doubted dragged drained dreamed dressed drew dropped drove dug earned
  emptied ended entered escaped examined excused expanded explained explored failed fastened fed felt fetched filled
  filmed fitted fixed flew floated folded forced forgave framed frightened froze gathered glued grabbed greeted grew
  guarded guessed guided hammered handled heated hid hired hit hoped hugged hunted hurried imagined improved included
  increased informed injured introduced invented invited ironed jailed joked judged juggled jumped kicked kissed
  knitted knocked labelled landed laughed launched learned lied lifted lit listed loaded locked logged longed matched
  meant measured melted mended milked mined mixed moaned mourned murdered named needed nodded offered owed owned
  packed paddled paid painted parked pasted patted paused peeled pinched planned planted played pleased plugged
  pointed poked polished posted poured practised prayed preferred prepared presented pressed pretended prevented
  printed promised protected proved pumped punched punished questioned raced raised reached read realized received
  refused rejected relaxed released relied removed repaired repeated replied rescued retired rode rolled rubbed ruled
  sailed sang scattered scratched screamed searched sent served sewed shaped shared shaved shot shut signed smelled
  smoked snatched solved sorted spilled spotted spread squeezed stamped stared stole stopped stored stretched struck
  stuffed supplied supported supposed surprised surrounded suspected swept switched tapped tasted taught tempted
  tested thanked threw tied touched towed traced traded trained trapped treated tricked tripped trusted tugged twisted
  typed untied wandered wanted warmed warned washed watered waved weighed whipped whispered wiped wished wondered wore
  worked worried wrapped yelled zipped`)
