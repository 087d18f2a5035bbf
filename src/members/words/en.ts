/**
 * English words for codes that are said aloud at a counter: plain things, none rude, no two that sound or look alike.
 * Their first four letters tell them apart, so nobody has to type more.
 */
export const englishWords: readonly string[] = `
almond amber anchor apple april arrow atlas autumn badger bakery balcony bamboo banjo barley barrel
basket beacon bicycle birch biscuit bishop blanket blossom bonfire border bottle branch breeze
bridge bronze bucket butter cabin cactus camel candle canoe canyon captain carpet castle cedar
cellar chalk cherry chimney cinema circle citrus clarinet cliff clover coffee copper cotton cradle
cricket crystal curtain cushion daisy dancer dentist desert diamond dinner dolphin donkey dragon
drummer eagle easel elbow engine evening falcon feather fence ferry fiddle finger flamingo forest
fossil fountain gallop garden garlic giraffe glacier glove gravel guitar hammer hamster harbour
hazel helmet honey horizon iceberg island ivory jacket jasmine jelly jigsaw journal jungle kernel
kettle kitchen kitten ladder lagoon lantern laundry lavender lemon letter library linen lizard
lobster lunch magnet mango maple marathon marble meadow melon meteor mirror mosaic museum mushroom
napkin nectar needle nephew nickel nightingale notebook number nutmeg oasis ocean office olive
onion opera orange orchard otter oyster paddle painter palace panda pantry paper parcel parrot
parsley peacock pebble pelican pencil pepper piano picnic pillow pilot planet pocket pony poplar
postcard potato pumpkin puppet puzzle quartz quilt rabbit radio rainbow raven reindeer ribbon robin
rosemary ruby sailor salmon sandal sapphire satchel saturn scarf school scooter seagull shadow
shelter silver skylark sparrow spinach spoon spring squirrel stable station summer sunday sunflower
swallow tapestry teacup teapot temple tennis thistle thunder ticket tiger timber tomato torch
tractor treasure trolley trumpet tulip tunnel turtle umbrella uncle valley vanilla velvet village
vinegar violin volcano waffle wagon walnut walrus water whisker window winter wonder woodland
yellow yogurt zebra zigzag
`
  .trim()
  .split(/\s+/);
