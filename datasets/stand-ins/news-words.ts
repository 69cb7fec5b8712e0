/**
 * Words for made-up newswires. Plain English of trade and business, and nobody's news. The topics are in the order of
 * their labels.
 */
const list = (words: string) => words.trim().split(/\s+/)

export interface Topic {
  name: string
  /** Topics of one field share words, and are taken for each other. */
  field: Field
  /** What is spoken of under this topic, the telling words first. */
  words: string[]
}

export type Field = 'farm' | 'metal' | 'energy' | 'money' | 'economy' | 'company' | 'sea'

const topic = (name: string, field: Field, words: string): Topic => ({ name, field, words: list(words) })

export const TOPICS: Topic[] = [
  topic('cocoa', 'farm', 'cocoa beans buffer chocolate bags pods midcrop arrivals butter differentials grinders consumers'),
  topic('grain', 'farm', 'grain corn barley sorghum rice acreage bushels certificates storage feedgrains program sign-up'),
  topic('veg-oil', 'farm', 'oils palm vegetable rapeseed olive coconut fats refined margarine sunflower processors lauric'),
  topic('earn', 'company', 'shr net profit qtr revs cts loss avg shrs dividend year prior record payable oper earnings'),
  topic('acq', 'company', 'shares merger acquire stake offer tender acquisition buyout takeover stock holders outstanding bid subsidiary'),
  topic('wheat', 'farm', 'wheat winter durum flour hectares subsidy enhancement bonus farmers plantings milling drought'),
  topic('copper', 'metal', 'copper cathode wire smelter strike refinery scrap rods mine concentrates'),
  topic('housing', 'economy', 'housing starts homes mortgage builders units dwellings permits apartments completions'),
  topic('money-supply', 'money', 'supply liquidity aggregates deposits narrowly broad circulation base seasonally notes'),
  topic('coffee', 'farm', 'coffee quotas roasters producers arabica robusta beans frost exporters registrations'),
  topic('sugar', 'farm', 'sugar beet white raws cane intervention rebate sweetener tender traders crushing'),
  topic('trade', 'economy', 'trade surplus imports exports tariffs semiconductors sanctions protectionist deficit retaliation dumping barriers'),
  topic('reserves', 'money', 'reserves foreign currency holdings assets convertible drawing position'),
  topic('ship', 'sea', 'ship vessel port tanker cargo seamen strike harbour canal dockers tugs freight crew'),
  topic('cotton', 'farm', 'cotton bales lint ginning textile spinners staple upland yarn'),
  topic('carcass', 'farm', 'beef meat carcass slaughter veal packers inspection frozen hormone'),
  topic('crude', 'energy', 'crude oil barrels opec drilling wells exploration output pipeline petroleum refiners sweet'),
  topic('nat-gas', 'energy', 'gas natural cubic feet transmission pipeline wellhead distribution methane'),
  topic('cpi', 'economy', 'consumer inflation index basket costs annual prices cost-of-living rents clothing'),
  topic('money-fx', 'money', 'dollar intervention currencies yen mark assistance shortage bills paris stability central banks'),
  topic('interest', 'money', 'rate prime discount interest lending repurchase bank points basis federal cut'),
  topic('gnp', 'economy', 'gnp growth economy gross product forecast domestic expansion quarter investment'),
  topic('meal-feed', 'farm', 'meal feed soymeal pellets fodder protein tapioca compound gluten'),
  topic('alum', 'metal', 'aluminium smelting ingot bauxite alumina potline billet extrusion primary'),
  topic('oilseed', 'farm', 'soybeans oilseeds crush seeds soy acres crop canola harvest groundnuts'),
  topic('gold', 'metal', 'gold ounce ounces mine ore grade bullion assay coins reef'),
  topic('tin', 'metal', 'tin council pact agency producers buffer kilo tinplate smelters'),
  topic('strategic-metal', 'metal', 'uranium cobalt titanium tungsten enrichment antimony stockpile magnesium'),
  topic('livestock', 'farm', 'cattle herd livestock calves feeder steers sheep feedlot head heifers'),
  topic('retail', 'economy', 'retail sales stores shoppers department spending goods merchandise durable'),
  topic('ipi', 'economy', 'industrial production manufacturing output factory capacity utilities machinery'),
  topic('iron-steel', 'metal', 'steel mills iron steelmakers blast furnaces rolled sheet pig slabs'),
  topic('rubber', 'farm', 'rubber latex natural tyre tappers buffer plantations smoked sheets'),
  topic('heat', 'energy', 'heating fuel gallon distillate degree burners winter resid cents'),
  topic('jobs', 'economy', 'unemployment jobless workers employment workforce claims vacancies labour jobs'),
  topic('lei', 'economy', 'leading indicators index composite gauge revised components lagging'),
  topic('bop', 'economy', 'balance payments current account invisible capital deficit transfers services'),
  topic('zinc', 'metal', 'zinc slab galvanizing smelter price pound special die-cast'),
  topic('orange', 'farm', 'orange juice concentrate citrus frozen gallons groves pulp'),
  topic('pet-chem', 'energy', 'ethylene chemicals plastics polymer plant petrochemical resins styrene'),
  topic('dlr', 'money', 'dollar yen greenback dealers tokyo fell louvre mark selling'),
  topic('gas', 'energy', 'gasoline unleaded octane pump motor blending leaded stations'),
  topic('silver', 'metal', 'silver ounces futures ounce mint refined bars photographic'),
  topic('wpi', 'economy', 'wholesale index finished raw materials producer provisional base'),
  topic('hog', 'farm', 'hogs pork pigs sows litters bellies market barrows weights'),
  topic('lead', 'metal', 'lead battery pound smelter batteries refined pipe cents'),
]

/** What is spoken of in a whole field. */
export const FIELDS: Record<Field, string[]> = {
  farm: list(`
    crop tonnes agriculture farm weather harvest export season world usda production commodity planting futures
    delivery stocks growers sowing rain crops farmers quota agreement shipment importers warehouse yield`),
  metal: list(`
    metal mining mine tonnes ore price refinery mill smelting exchange ton output deposit pound alloy producers plant
    workers capacity union grade tonne`),
  energy: list(`
    energy fuel barrel refinery oil field reserves drilling production price offshore output well supplies petroleum
    gallon day stocks pipelines heating`),
  money: list(`
    bank market money rates monetary dealers treasury exchange policy currency central week fed banks credit reserve
    loans funds system economists`),
  economy: list(`
    economic figures government month rise statistics rose percent adjusted ministry deficit economists index increase
    january february previous department december demand`),
  company: list(`
    company corp share inc stock common quarter board share holders unit ltd group assets sale management operations
    directors plan`),
  sea: list(`
    shipping gulf sea waters maritime coast dock transport route crews lines docks sailed navy berth`),
}

export const NOUNS = list(`
  spokesman statement official chairman president minister analyst report agreement plan talks meeting decision level
  increase decline rise fall cut change effect part number end result group house committee commission department
  country government industry market price cost rate value amount programme project study survey review proposal
  negotiation contract deal order bill law rule tax budget policy measure action problem pressure demand supply
  growth reduction improvement loss gain deficit surplus debt loan credit payment fund account investor buyer seller
  trader dealer broker consumer producer customer employee worker union manager director owner partner court judge
  lawsuit ruling approval permission licence share stock bond note issue option right interest security system
  service product equipment plant facility unit division office branch operation business firm agency authority board
  council member leader election party state city region area site source record history future period season week
  month quarter half day hour weekend schedule deadline target limit range average total majority minority difference
  reason question answer comment letter document newspaper interview speech conference visit trip arrival departure`)

export const VERBS = list(`
  said told reported announced agreed expected rose fell increased declined raised lowered cut bought sold acquired
  completed signed approved rejected proposed planned began ended continued closed opened offered received paid set
  made took gave held kept left added noted called asked urged warned estimated forecast revised adjusted compared
  totalled reached exceeded dropped gained lost climbed eased slipped jumped improved recovered remained stayed moved
  shipped produced imported exported delivered ordered cancelled delayed suspended resumed extended reduced expanded
  filed issued declared elected named appointed resigned replaced owned controlled merged split formed joined settled
  denied confirmed considered reviewed discussed studied supported opposed blamed criticised`)

export const ADJECTIVES = list(`
  new last first major total net current foreign domestic higher lower strong weak annual monthly quarterly federal
  national international world local official private public industrial commercial financial economic political
  general special additional previous similar large small big main key recent early late final preliminary provisional
  possible likely certain full partial common preferred long short-term long-term definitive undisclosed substantial
  significant moderate sharp slight steady stable open free fair joint independent senior outstanding authorised
  due average record high low further japanese american european british german french soviet brazilian
  canadian italian australian`)

export const UNITS = list('pct dlrs mln billion cts tonnes stg yen marks francs points barrels bushels lbs ounces')

export const MONTHS = list('january february march april may june july august september october november december')

export const FORMS = list('corp inc co ltd plc group bank industries holdings international systems resources')
