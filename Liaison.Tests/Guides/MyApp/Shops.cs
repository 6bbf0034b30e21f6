using System.Text.Json;
using Liaison.Companions;

namespace MyApp;

internal static class Shops
{
    public static Companion Ready()
    {
        #region setting up
        var shop = new Shop();
        shop.Expose<Basket>();                                     // peers may make baskets, and use them
        shop.ExposeBasicTypes();                                   // numbers, text, dates and collections
        shop.Add("house", new Basket { Owner = "the house" });     // an object of the application's
        #endregion
        AddBakery(shop);
        return shop;
    }

    public static Companion WithoutReflection()
    {
        #region giving the context
        var shop = new Shop(new CompanionOptions
        {
            Json = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = ShopJson.Default },
        });
        #endregion
        shop.Expose<Basket>();
        shop.ExposeBasicTypes();
        shop.Add("house", new Basket { Owner = "the house" });
        AddBakery(shop);
        return shop;
    }

    private static void AddBakery(Shop shop)
    {
        #region adding commands
        shop.Commands.AddFrom(new Bakery());
        #endregion
    }
}
