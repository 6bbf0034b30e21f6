using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyApp;

#region a context
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Basket))]
[JsonSerializable(typeof(Item))]
internal sealed partial class ShopJson : JsonSerializerContext;
#endregion
