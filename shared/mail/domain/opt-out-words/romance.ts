import type { OptOutWords } from './word-classes.ts';

const fr: OptOutWords = {
  leave:
    'désinscrire désinscrivez désinscris désinscrit désinscription désabonner désabonnez désabonnement désabonne désabonnes désabonné résilier_mon_abonnement unsubscribe* opt_out',
  remove:
    'supprimer supprimez supprime suppression effacer effacez efface retirer retirez retire retrait enlever m_enlever enlevez enlève rayer rayez ôter ôtez radier radiez éliminer',
  take: 'sortir sortez',
  away: 'de du des hors',
  me: 'moi me m nous mon ma mes notre nos',
  data: 'adresse adresses coordonnées données nom mail email numéro informations courriel personnelles',
  list: 'liste listes base bases fichier* vos_contacts newsletter* diffusion mailing* crm infolettre*',
  stop: 'stop stoppez stopper arrêter arrêtez arrête arrêtes cesser cessez cesse interdis interdisons interdire',
  contact:
    'contact contacts écrire écrivez écris écrit contacter contactez contacte contacté contactée contactés recontacter recontactez recontacté déranger dérangez importuner importunez solliciter sollicitez sollicité sollicitations harceler harcelez spammer spammez spam spams mail mails email emails courriel courriels message messages publicité* relancer relancez démarcher démarchage relances sollicitation',
  send: 'envoyer envoyez envoie envoyé envoi envois adresser adressez',
  mails:
    'publicité* pub envoi envois newsletter* offres rien ça cela ce ces informations communications prospection',
  not: 'ne n pas aucun aucune jamais',
  more: 'plus davantage désormais dorénavant avenir nouveau encore autre autres définitivement',
  want: 'veux voulons souhaite souhaitons désire désirons souhaiterais voudrais veut souhaitant',
  receive: 'recevoir reçois reçoive entendre être recevions',
  interested: 'intéressé intéressée intéressés intéresse intéressent intéressant intérêt',
  please:
    'v p merci svp prière veuillez s_il_vous_plaît stp immédiatement demande bonjour cordialement salutations bien_vouloir pouvez_vous pourriez_vous je_vous_prie prie',
  filler:
    'vous vos votre tu te ton ta tes le la les l un une d je j à au aux en et pour par sur que c est suis sommes y avoir avez été faire fait ce cette cet ces tout toute toutes tous immédiatement bien svp mailing voulez avec dans il déjà',
  elsewise:
    'jusqu avant cc cci bcc copie pdf pièce pièces jointe jointes facture factures appelez appeler téléphone téléphoner plutôt seulement lundi mardi mercredi jeudi vendredi semaine weekend réunion commande compte erreur document panier devis tableau ancienne ancien nécessaire nécessaires joint photo photos',
  others:
    'client* utilisateur* abonné* gens membre* destinataire* collègue* il elle on outil produit logiciel plateforme ils',
  condition: 'si ou sinon au_cas_où',
  asking: 'pourquoi quand où qui quel quelle combien comment_vos est_ce_que_vos avez_vous',
};

const es: OptOutWords = {
  leave:
    'darme_de_baja darnos_de_baja dar_de_baja denme_de_baja dénme_de_baja deme_de_baja déme_de_baja dame_de_baja dadme_de_baja de_baja baja darse_de_baja desuscribir* desuscripción desapuntar* cancelar_suscripción cancelar_mi_suscripción cancelen_mi_suscripción cancele_mi_suscripción unsubscribe* opt_out borrarme_de desinscrib* anular_suscripción',
  remove:
    'eliminación eliminar elimine eliminen elimina eliminad borrar borre borren borra quitar quite quiten quita suprimir suprima retirar retire retiren excluir supresión cancelación remover remueva remuevan',
  removeMe:
    'eliminarme elimíneme elimínenme elimíname eliminadme borrarme bórreme bórrenme bórrame bórrenos quitarme quíteme quítenme quítame quítenos elimínenos retírenme retíreme remuévame remuévanme sáquenme sáqueme sácame sacarme ser_eliminado ser_eliminada ser_borrado ser_borrada',
  take: 'sacar saque saquen',
  away: 'de del fuera',
  me: 'me nos mi mis nuestro nuestra nuestros nuestras mí yo',
  data: 'dirección correo email datos nombre contacto número mail e_mail',
  list: 'lista listas base bases boletín boletines newsletter* mailing* crm fichero* registro* listado*',
  stop: 'stop parar pare paren para parad dejar deje dejen deja dejad cesar cese cesen basta detengan detenga abstenerse absténgase absténganse abstente absteneos',
  contact:
    'escribir escriba escriban escribas escribáis escribirme escríbanme contactar contacte contacten contactarme contactes molestar moleste molesten molestarme molestéis correo correos email emails mail mails mensaje mensajes publicidad spam spamear acosar hostigar',
  send: 'enviar envíe envíen envíes enviéis enviarme mandar mande manden mandes mandéis mandarme remitir',
  mails: 'publicidad correo correos newsletter* ofertas nada esto información comunicaciones promociones',
  not: 'no ningún ninguna nunca jamás ni',
  more: 'más nuevo vuelva vuelvan vuelvas volváis otra_vez futuro adelante ya',
  want: 'quiero queremos deseo deseamos quisiera',
  receive: 'recibo recibimos recibir recibirlos seguir_recibiendo recibiendo saber_nada',
  interested: 'interesado interesada interesados interesa interés',
  please:
    'por_favor favor gracias porfa solicito ruego pido hola buenos días inmediatamente saludos ruego_que les_pido',
  filler:
    'su sus tu tus el la los las un una usted ustedes vosotros le les lo se que a al en y para por con esta este estos estas todo toda todos todas ser sea he ha han haber proceda procedan desde puede pueden podría podrían es estoy de_correo distribución suscripción suscriptores',
  elsewise:
    'hasta antes cc cco bcc copia pdf adjunto adjuntos factura facturas llame llámeme llamar teléfono vez_de prefiero solo lunes martes miércoles jueves viernes semana reunión pedido cuenta error documento carrito presupuesto tabla fin_de_semana todavía aún necesario necesaria necesarios necesarias antigua antiguo vieja viejo anterior',
  others:
    'client* usuario* suscriptor* gente miembro* colega* él ella herramienta producto software plataforma personas',
  condition: 'si o sino en_caso',
  asking: 'cuándo dónde quién cuál cuántos pueden_los',
};

const it: OptOutWords = {
  leave:
    'disiscrivere disiscrivermi disiscrivetemi disiscrivimi disiscriva disiscrizione disiscrivo disiscriverci annullare_iscrizione annullare_l_iscrizione cancellare_iscrizione cancellare_la_mia_iscrizione annullate_la_mia_iscrizione unsubscribe* opt_out disdire disdetta',
  remove:
    'cancellare cancellate cancella cancellazione rimuovere rimuovete rimuova rimuovi rimozione eliminare eliminate elimina eliminazione togliere togliete tolga',
  removeMe:
    'cancellatemi cancellami cancellarmi cancellateci mi_cancelli rimuovetemi rimuovimi rimuovermi rimuoveteci eliminatemi eliminami eliminarmi essere_cancellato essere_cancellata essere_rimosso essere_rimossa essere_eliminato essere_tolto toglietemi toglimi togliermi toglieteci mi_tolga mi_rimuova mi_elimini',
  away: 'da dal dalla dalle dai dall via',
  me: 'mi me ci mio mia miei mie nostro nostra noi',
  data: 'indirizzo dati nome email mail contatto contatti numero recapiti personali posta',
  list: 'lista liste elenco elenchi newsletter* mailing* database rubrica archivio archivi crm',
  stop: 'stop smettere smettete smetta smettila smetti smettetela cessare cessate basta interrompere interrompete fermatevi diffido diffidiamo',
  contact:
    'scrivere scrivete scriva scrivi scriverci scrivermi contattare contattate contatti contatta contattarmi contattarci disturbare disturbate mail email messaggi messaggio pubblicità spam spammare importunare molestare comunicazioni contattato contattata',
  notContact:
    'non_scrivetemi non_contattatemi non_scrivermi non_contattarmi non_disturbatemi non_mandatemi non_inviatemi',
  send: 'inviare inviate invii invia inviarmi inviarci mandare mandate mandi mandarmi spedire',
  mails:
    'pubblicità newsletter* offerte niente nulla questo queste comunicazioni mail email messaggi materiale',
  not: 'non nessun nessuna mai niente',
  more: 'più ancora futuro oltre ulteriori altre altri',
  want: 'voglio vogliamo desidero desideriamo vorrei intendo intendiamo gradisco',
  receive: 'ricevere ricevo ricevere_più essere sentire',
  interested: 'interessato interessata interessati interessa interesse',
  please:
    'per_favore prego grazie cortesemente gentilmente chiedo richiedo vi_prego subito immediatamente buongiorno salve cordiali_saluti saluti per_cortesia vogliate potete potreste',
  filler:
    'vi vostra vostre vostri vostro voi lei suo sua sue il lo la i gli le l un una di del della delle dei a al alla e in per con che questa questo essere sia sono ho hai avete ha è già tutte tutti tutto distribuzione ogni effetto posta elettronica iscritto',
  elsewise:
    'fino prima cc ccn bcc copia pdf allegato allegati fattura fatture chiamate chiamatemi telefono invece solo lunedì martedì mercoledì giovedì venerdì settimana riunione ordine account errore documento carrello preventivo tabella vecchio vecchia precedente necessario necessaria necessari necessarie',
  others: 'client* utent* iscritt* gente membr* collegh* strumento prodotto software piattaforma persone',
  condition: 'se oppure o altrimenti qualora',
  asking: 'perché quando dove chi quale quanti',
};

const pt: OptOutWords = {
  leave:
    'descadastrar descadastre descadastrem descadastro descadastramento desinscrever desinscreva desinscrição desinscrevam desassinar cancelar_inscrição cancelar_a_inscrição cancelar_minha_inscrição cancelar_subscrição cancelar_a_minha_subscrição cancelar_assinatura cancelar_a_assinatura cancelem_a_minha_subscrição anular_subscrição anular_a_subscrição sair_da_lista sair_desta_lista unsubscribe* opt_out',
  remove:
    'remover remova remove removam removido removida remoção excluir exclua excluam exclusão retirar retire retirem apagar apague apaguem eliminar elimine eliminem deletar delete tirar tire tirem tira suprimir',
  away: 'da do de das dos desta deste fora',
  me: 'me mim nos meu minha meus minhas nosso nossa eu',
  data: 'endereço email mail e_mail dados nome contato contacto número correio',
  list: 'lista listas base newsletter* mailing* cadastro crm boletim boletins banco registo*',
  stop: 'stop parar pare parem para pára deixar deixe deixem cessar cesse cessem basta chega',
  contact:
    'escrever escreva escrevam contatar contate contatem contactar contacte contactem incomodar incomode incomodem email emails e_mails e_mail mail mails mensagem mensagens publicidade propaganda spam perturbar importunar contato contacto contactado contatado',
  send: 'enviar envie enviem envies mandar mande mandem mandes',
  mails: 'publicidade propaganda newsletter* ofertas nada isto isso comunicações promoções emails mensagens',
  not: 'não nenhum nenhuma nunca jamais',
  more: 'mais voltem volte voltes novamente futuro futuras adiante',
  want: 'quero queremos desejo desejamos gostaria pretendo pretendemos',
  receive: 'recebo recebemos receber recebê_los ser ouvir continuar_a_receber continuar_recebendo',
  interested: 'interessado interessada interessados interessa interesse',
  please:
    'por_favor favor obrigado obrigada peço solicito agradeço gentileza imediatamente olá bom_dia cumprimentos atenciosamente podem poderiam pode',
  filler:
    'sua seu suas seus vossa vosso vossas vossos você vocês o a os as um uma em na no e para por com que este esta estes estas todos todas ser seja já ao à distribuição desde se lhe foi tenho',
  elsewise:
    'até antes cc cco bcc cópia pdf anexo anexos fatura faturas ligue ligar telefone vez_de prefiro apenas só segunda terça quarta quinta sexta semana reunião pedido encomenda conta engano erro documento carrinho orçamento tabela ainda antigo antiga necessário necessária necessários necessárias',
  others:
    'client* usuário* utilizador* assinante* pessoas membro* colega* ele ela ferramenta produto software plataforma',
  condition: 'se ou caso senão',
  asking: 'quando onde quem qual quantos por_que porquê',
};

const ro: OptOutWords = {
  leave:
    'dezabonare dezabonați dezabonez dezabonează dezabonează_mă dezaboneaza dezabonati dezabona dezabonarea unsubscribe* opt_out retrageți_mă',
  remove:
    'ștergeți sterge ștergeti șterge ștergerea stergeti elimină eliminați eliminarea scoate scoateți scoateti scoaterea înlăturați',
  away: 'din de',
  me: 'mă ma mi îmi meu mea mele noi ne pe_mine',
  data: 'adresa adresă date datele email mail numele',
  list: 'lista liste listă baza newsletter* crm listei',
  stop: 'stop opriți opreste oprește încetați opriti incetati terminați gata',
  contact:
    'scrieți scrie scrieti contactați contactati contactat mail mailuri email emailuri mesaje mesaj deranjați deranjati spam reclame',
  send: 'trimiteți trimite trimiteti trimită trimis trimiterea',
  mails: 'reclame newsletter* oferte nimic asta mesaje mailuri emailuri',
  not: 'nu niciun niciodată nici',
  more: 'mai din_nou viitor alte',
  want: 'vreau doresc dorim vrem',
  receive: 'primesc primi primim fiu',
  interested: 'interesat interesată interesați interesează interes',
  please: 'rog vă_rog va_rog mulțumesc multumesc bună imediat solicit te_rog',
  filler:
    'vă va să sa o un pe la voastră voastre dumneavoastră ta tale și si cu în in această acest aceste toate fi sunt am ați ati cererea',
  elsewise:
    'până pana înainte cc bcc copie pdf atașament factura sunați telefon doar luni marți miercuri joi vineri săptămână comandă cont greșeală document întâlnire veche vechi',
  others: 'clienț* client* utilizator* abonaț* oameni produs platformă coleg*',
  condition: 'dacă daca sau altfel',
  asking: 'de_ce când unde cine câți',
};

export const ROMANCE = { fr, es, it, pt, ro };
